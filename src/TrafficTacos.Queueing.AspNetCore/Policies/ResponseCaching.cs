using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCaching;
using Microsoft.Net.Http.Headers;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Keeps what is for one visitor out of shared caches.</summary>
internal static class ResponseCaching
{
    /// <summary>Also the end of a provider's own name for it, such as <c>Cloudflare-CDN-Cache-Control</c>.</summary>
    private const string CdnCacheControl = "CDN-Cache-Control";

    private static readonly string[] ForSharedCaches = [CdnCacheControl, "Surrogate-Control", "X-Accel-Expires"];

    /// <summary>Tells an output cache in front of this middleware not to store the response. It ignores the response's
    /// <c>Cache-Control</c>.</summary>
    public static void DisableOutputCache(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>()?.Context is { } cache)
            cache.AllowCacheStorage = false;
    }

    /// <summary>Whether the framework's response cache stands in front. It reads the headers before they can be corrected here.</summary>
    public static bool IsResponseCacheInFront(HttpContext context) => context.Features.Get<IResponseCachingFeature>() is not null;

    /// <summary>Forbids every cache to store a response, because it is one visitor's.</summary>
    public static void ForbidStorage(HttpResponse response, string cacheControl = "no-store")
    {
        RemoveSharedOnly(response.Headers);
        response.Headers.Remove(HeaderNames.Expires);
        response.Headers.CacheControl = cacheControl;
    }

    /// <summary>Removes what a shared cache obeys more than <c>Cache-Control</c>.</summary>
    private static void RemoveSharedOnly(IHeaderDictionary headers)
    {
        foreach (var name in ForSharedCaches)
            headers.Remove(name);
        // Kestrel makes a list of the keys whenever somebody asks for them.
        List<string>? ofProviders = null;
        foreach (var (name, _) in headers)
        {
            if (IsOfProvider(name))
                (ofProviders ??= []).Add(name);
        }

        ofProviders?.ForEach(name => headers.Remove(name));

        static bool IsOfProvider(string name) => name.EndsWith("-" + CdnCacheControl, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Makes a response private when it starts: shared caches may not keep it, a browser may.</summary>
    public static void MakePrivate(HttpContext context) => context.Response.OnStarting(
        static response =>
        {
            MakePrivate(((HttpResponse)response).Headers);
            return Task.CompletedTask;
        },
        context.Response);

    /// <summary>The same for a response that starts now.</summary>
    public static void MakePrivate(IHeaderDictionary headers)
    {
        RemoveSharedOnly(headers);
        // As most pages have it.
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "private";
            return;
        }

        if (!CacheControlHeaderValue.TryParse(headers.CacheControl.ToString(), out var control) || control is null)
            control = new CacheControlHeaderValue();
        if (control.NoStore)
            return;
        control.Public = false;
        control.SharedMaxAge = null;
        control.Private = true;
        headers.CacheControl = control.ToString();
    }
}
