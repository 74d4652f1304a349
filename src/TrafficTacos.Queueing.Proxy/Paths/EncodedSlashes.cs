using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>The server leaves <c>%2F</c> in the path as it is, and YARP would escape it once more: the shop would get <c>%252F</c>. Such a
/// target is protected however it is read, so the shop gets it as the visitor spelled it.</summary>
internal sealed class EncodedSlashes : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var request = context.HttpContext.Request;
        // A transform of the route may have changed the path.
        if (context.Path == request.Path && request.Path.Value?.Contains("%2f", StringComparison.OrdinalIgnoreCase) is true
            && context.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] raw)
            context.ProxyRequest.RequestUri = new Uri(context.DestinationPrefix.TrimEnd('/') + raw);
        return ValueTask.CompletedTask;
    }
}
