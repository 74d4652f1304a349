using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>A JSON body with its status, written with the library's own types information.</summary>
internal sealed class JsonResult<T>(int status, T body, JsonTypeInfo<T> type, TimeSpan? retryAfter = null) : IResult, IStatusCodeHttpResult, IValueHttpResult<T>
{
    public int? StatusCode => status;

    public T? Value => body;

    public Task ExecuteAsync(HttpContext httpContext) => JsonResult.WriteAsync(httpContext, status, body, type, retryAfter);
}

/// <summary>How every body goes out.</summary>
internal static class JsonResult
{
    private const string ContentType = "application/json; charset=utf-8";

    public static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type, TimeSpan? retryAfter)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        // Neither a place in a queue nor an error is worth keeping.
        response.Headers.CacheControl = "no-store";
        if (retryAfter is { } after)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
