using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Errors;

/// <summary>A JSON body with its status, written with the library's own type information.</summary>
internal sealed class JsonResponse<T>(int status, T body, JsonTypeInfo<T> type, TimeSpan? retryAfter = null) : IResult, IStatusCodeHttpResult, IValueHttpResult<T>
{
    public int? StatusCode => status;

    public T? Value => body;

    public Task ExecuteAsync(HttpContext httpContext) => JsonResponse.WriteAsync(httpContext, status, body, type, retryAfter);
}

/// <summary>Writes every JSON body.</summary>
internal static class JsonResponse
{
    private const string Json = "application/json; charset=utf-8";

    public static Task WriteAsync<T>(
        HttpContext context, int status, T body, JsonTypeInfo<T> type, TimeSpan? retryAfter, string contentType = Json)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        // Neither a place in a queue nor an error may be cached.
        response.Headers.CacheControl = "no-store";
        if (retryAfter is { } after)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
