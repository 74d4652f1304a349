using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Reads what came from outside: the value, or the row of the error table that says what is wrong with it.</summary>
internal static class RequestReader
{
    public const string WaitingTokenHeader = "X-Waiting-Token";
    public const string ReservationTokenHeader = "X-Reservation-Token";
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    private const string TokenQuery = "token";
    private const int LongestIdempotencyKey = 255;

    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).ToArray());

    /// <summary>The body as JSON. A body beyond the server's limit throws <see cref="BadHttpRequestException"/>.</summary>
    public static async ValueTask<(T? Value, ApiError? Error)> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            return (null, context.Request.ContentLength is 0 ? ApiErrors.InvalidRequest : ApiErrors.UnsupportedMediaType);
        try
        {
            var value = await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false);
            return value is null ? (null, ApiErrors.InvalidRequest) : (value, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            return (null, ApiErrors.InvalidRequest);
        }
    }

    /// <summary>The waiting token of the header, else of the query.</summary>
    public static bool TryWaitingToken(HttpContext context, [NotNullWhen(true)] out string? token)
    {
        var request = context.Request;
        var values = request.Headers.TryGetValue(WaitingTokenHeader, out var header) ? header : request.Query[TokenQuery];
        token = values.Count == 1 ? values[0] : null;
        return !string.IsNullOrEmpty(token);
    }

    /// <summary>The idempotency key, or null without one; false when there is one that is none.</summary>
    public static bool TryIdempotencyKey(HttpContext context, out string? key)
    {
        key = null;
        if (!context.Request.Headers.TryGetValue(IdempotencyKeyHeader, out var values))
            return true;
        if (values is not [{ Length: > 0 and <= LongestIdempotencyKey } value] || value.AsSpan().ContainsAnyExcept(PrintableAscii))
            return false;
        key = value;
        return true;
    }
}
