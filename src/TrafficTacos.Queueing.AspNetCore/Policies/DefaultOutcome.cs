using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>The built-in rule: does a response spend the pass, or release it? docs/embedding.md has it as a table.</summary>
internal static class DefaultOutcome
{
    private const string GrpcStatus = "grpc-status";

    /// <summary>The outcome of the response as it stands now; null for a gRPC call that has not ended.</summary>
    public static AdmissionOutcome? Of(HttpContext context, bool hasEnded)
    {
        var response = context.Response;
        if (HttpMethods.IsHead(context.Request.Method))
            return AdmissionOutcome.Release;
        return response.StatusCode switch
        {
            // A WebSocket opens with 101, or on HTTP/2 with 200.
            StatusCodes.Status101SwitchingProtocols => AdmissionOutcome.Spend,
            StatusCodes.Status206PartialContent => IsLastRange(response) ? AdmissionOutcome.Spend : AdmissionOutcome.Release,
            >= 200 and < 300 => IsGrpc(response) ? OfGrpc(context, hasEnded) : AdmissionOutcome.Spend,
            StatusCodes.Status302Found or StatusCodes.Status303SeeOther => LeadsBack(context) ? AdmissionOutcome.Release : AdmissionOutcome.Spend,
            StatusCodes.Status304NotModified => AdmissionOutcome.Spend,
            // 301, 307 and 308 ask the client to send the same request elsewhere.
            _ => AdmissionOutcome.Release,
        };
    }

    /// <summary>A download in several ranges is one use: the range that reaches the end spends the pass.</summary>
    private static bool IsLastRange(HttpResponse response) =>
        !ContentRangeHeaderValue.TryParse(response.Headers.ContentRange, out var range) || range is not { To: { } to, Length: { } length } || to + 1 >= length;

    private static bool IsGrpc(HttpResponse response) => response.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>gRPC says in a header or a trailer whether the call succeeded; the trailer comes at the end.</summary>
    private static AdmissionOutcome? OfGrpc(HttpContext context, bool hasEnded)
    {
        var status = context.Response.Headers[GrpcStatus].ToString();
        if (status.Length == 0)
            status = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseTrailersFeature>()?.Trailers[GrpcStatus].ToString() ?? "";
        if (status.Length == 0)
            return hasEnded ? AdmissionOutcome.Spend : null;
        return string.Equals(status, "0", StringComparison.Ordinal) ? AdmissionOutcome.Spend : AdmissionOutcome.Release;
    }

    /// <summary>A form that failed validation redirects to itself; one that succeeded redirects elsewhere.</summary>
    private static bool LeadsBack(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || !Uri.TryCreate(context.Response.Headers.Location, UriKind.RelativeOrAbsolute, out var location))
            return false;
        var own = new Uri($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}");
        return Uri.TryCreate(own, location, out var target) && string.Equals(target.AbsolutePath, own.AbsolutePath, StringComparison.OrdinalIgnoreCase);
    }
}
