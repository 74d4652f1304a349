using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Reads what came from outside: the value, or the row of the error table that says what is wrong with it.</summary>
public static class RequestReader
{
    /// <summary>The header that may carry a reservation token: <c>X-Reservation-Token</c>.</summary>
    public const string ReservationTokenHeader = "X-Reservation-Token";

    internal const string WaitingTokenHeader = "X-Waiting-Token";
    internal const string IdempotencyKeyHeader = "Idempotency-Key";

    private const string TokenQuery = "token";
    private const int LongestIdempotencyKey = 255;

    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).ToArray());

    /// <summary>The body as JSON. A body beyond the server's limit throws <see cref="BadHttpRequestException"/>, which
    /// <c>UseApiErrors()</c> answers.</summary>
    /// <typeparam name="T">What the body is read into.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="type">How it is read.</param>
    /// <returns>The value, or else the error to answer with.</returns>
    public static async ValueTask<(T? Value, ApiError? Error)> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.HasJsonContentType())
            return (null, context.Request.ContentLength is 0 ? ApiErrors.InvalidRequest : ApiErrors.UnsupportedMediaType);
        Unquote(context.Request);
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

    /// <summary>The body as JSON, or nothing where there is none, however the client says so: by no length, by a length of zero
    /// (whatever type it names), or in no chunks.</summary>
    /// <typeparam name="T">What the body is read into.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="type">How it is read.</param>
    /// <returns>The value, or the error to answer with, or neither without a body.</returns>
    public static async ValueTask<(T? Value, ApiError? Error)> OptionalBodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return default;
        // Whatever has no JSON type is refused anyway, so that its first byte may be lost.
        if (!context.Request.HasJsonContentType() && await context.Request.Body.ReadAsync(new byte[1], context.RequestAborted).ConfigureAwait(false) == 0)
            return default;
        return await BodyAsync(context, type).ConfigureAwait(false);
    }

    /// <summary>A charset in quotes is the same one (RFC 9110, 5.6.6); what reads the JSON knows the bare word only.</summary>
    private static void Unquote(HttpRequest request)
    {
        // Hardly anybody writes them, and everybody would pay for the parsing.
        if (request.ContentType?.Contains('"', StringComparison.Ordinal) is not true)
            return;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset is { Length: > 2 } charset && HeaderUtilities.IsQuoted(charset))
        {
            type.Charset = HeaderUtilities.RemoveQuotes(charset);
            request.ContentType = type.ToString();
        }
    }

    /// <summary>The waiting token of the header, else of the query.</summary>
    internal static bool TryWaitingToken(HttpContext context, [NotNullWhen(true)] out string? token)
    {
        var request = context.Request;
        var values = request.Headers.TryGetValue(WaitingTokenHeader, out var header) ? header : request.Query[TokenQuery];
        token = values.Count == 1 ? values[0] : null;
        return !string.IsNullOrEmpty(token);
    }

    /// <summary>The reservation token of the header, or null without one; several are none.</summary>
    /// <param name="context">The request.</param>
    public static string? ReservationToken(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.Headers[ReservationTokenHeader] is [{ Length: > 0 } token] ? token : null;
    }

    /// <summary>The idempotency key, or null without one; false when there is one that is none
    /// (<see cref="ApiErrors.InvalidIdempotencyKey"/>).</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">1 to 255 printable ASCII characters.</param>
    public static bool TryIdempotencyKey(HttpContext context, out string? key)
    {
        ArgumentNullException.ThrowIfNull(context);
        key = null;
        if (!context.Request.Headers.TryGetValue(IdempotencyKeyHeader, out var values))
            return true;
        if (values is not [{ Length: > 0 and <= LongestIdempotencyKey } value] || value.AsSpan().ContainsAnyExcept(PrintableAscii))
            return false;
        key = value;
        return true;
    }
}
