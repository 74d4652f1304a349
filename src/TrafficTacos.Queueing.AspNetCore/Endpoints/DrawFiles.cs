using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>The papers of a draw.</summary>
internal sealed class DrawPapersResponse(string papers) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, bytes) = (httpContext.Response, Encoding.UTF8.GetBytes(papers));
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>The list of who takes part: ten megabytes for 300,000, so it is written in pieces, as fast as the client reads.</summary>
internal sealed class DrawLeavesResponse(string eventId, DrawnList list, bool isForEver) : IResult
{
    private const int PieceSize = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, left, etag) = (httpContext.Response, list.Leaves, $"\"{list.Root}\"");
        response.Headers.CacheControl = isForEver ? "public, max-age=31536000, immutable" : "no-store";
        response.Headers.ETag = etag;
        if (isForEver && httpContext.Request.Headers.IfNoneMatch is [var known] && string.Equals(known, etag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/octet-stream";
        // The characters of event ids need no quoting.
        response.Headers.ContentDisposition = $"attachment; filename=\"{eventId.Replace(':', '_')}.leaves\"";
        response.ContentLength = left.Length;
        for (; left.Length > 0; left = left[Math.Min(PieceSize, left.Length)..])
            await response.Body.WriteAsync(left[..Math.Min(PieceSize, left.Length)], httpContext.RequestAborted).ConfigureAwait(false);
    }
}
