namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Whether a form was sent by a page of this very host. Browsers say so themselves, and no page can change what they say.</summary>
internal static class SameOrigin
{
    private const string Same = "same-origin";

    public static bool Is(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site)
            return site is [Same];
        return request.Headers.Origin is [{ } origin]
            && string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
