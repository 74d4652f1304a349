using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace TrafficTacos.Queueing.AspNetCore.Requests;

/// <summary>Reads a part of a request: the value, or the row of the error table that says what is wrong with it.</summary>
internal static class RequestReader
{
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    private const int MaxIdempotencyKeyLength = 255;

    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).ToArray());

    public static WaitingRoomHttpOptions Http(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<WaitingRoomHttpOptions>>().Value;

    /// <summary>Where whoever joins comes from; null if the application does not say.</summary>
    public static string? Group(HttpContext context) => Http(context).GroupSelector?.Invoke(context) is { Length: > 0 } group ? group : null;

    /// <summary>The authenticated user; null for nobody.</summary>
    public static ValueTask<string?> UserAsync(HttpContext context) => Http(context).UserIdSelector(context);

    /// <summary>The body as JSON. A body beyond the server's limit throws <see cref="BadHttpRequestException"/>, which
    /// <c>UseApiErrors()</c> answers.</summary>
    /// <typeparam name="T">What the body is read into.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="type">How it is read.</param>
    /// <returns>The value, or the error.</returns>
    public static async ValueTask<(T? Value, ApiError? Error)> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
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

    /// <summary>The body as JSON, or neither value nor error if there is no body, however the client says so: without a length, with a
    /// length of zero (whatever the content type), or without a chunk.</summary>
    /// <typeparam name="T">What the body is read into.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="type">How it is read.</param>
    /// <returns>The value, the error, or neither.</returns>
    public static async ValueTask<(T? Value, ApiError? Error)> OptionalBodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return default;
        // A body of another type is refused anyway, so its first byte may be lost.
        if (!context.Request.HasJsonContentType() && await context.Request.Body.ReadAsync(new byte[1], context.RequestAborted).ConfigureAwait(false) == 0)
            return default;
        return await BodyAsync(context, type).ConfigureAwait(false);
    }

    /// <summary>A charset may be quoted (RFC 9110, 5.6.6); the framework's reader knows the bare word only.</summary>
    private static void Unquote(HttpRequest request)
    {
        // Quotes are rare, and every request would pay for the parsing.
        if (request.ContentType?.Contains('"', StringComparison.Ordinal) is not true)
            return;
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset is { Length: > 2 } charset && HeaderUtilities.IsQuoted(charset))
        {
            type.Charset = HeaderUtilities.RemoveQuotes(charset);
            request.ContentType = type.ToString();
        }
    }

    /// <summary>The waiting token of the header, otherwise of the query.</summary>
    public static bool TryWaitingToken(HttpContext context, WaitingRoomHttpOptions options, [NotNullWhen(true)] out string? token)
    {
        var request = context.Request;
        var values = request.Headers.TryGetValue(options.WaitingTokenHeader, out var header) ? header : request.Query[options.WaitingTokenQuery];
        token = values.Count == 1 ? values[0] : null;
        return !string.IsNullOrEmpty(token);
    }

    /// <summary>The reservation token of the header, or null; several count as none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="options">The names.</param>
    /// <param name="isConnection">Whether the request opens or negotiates a connection on which a browser cannot set headers.</param>
    public static string? ReservationToken(HttpContext context, WaitingRoomHttpOptions options, bool isConnection = false)
    {
        if (context.Request.Headers[options.ReservationTokenHeader] is [{ Length: > 0 } token])
            return token;
        var fromQuery = isConnection || IsWebSocket(context);
        return fromQuery && context.Request.Query[options.ReservationTokenQuery] is [{ Length: > 0 } inQuery] ? inQuery : null;
    }

    /// <summary>The session token of the header; where a browser cannot set headers, of the query; or null. Several count as none.</summary>
    public static string? SessionToken(HttpContext context, WaitingRoomHttpOptions options)
    {
        if (context.Request.Headers[options.SessionTokenHeader] is [{ Length: > 0 } token])
            return token;
        return IsWebSocket(context) && context.Request.Query[options.SessionTokenQuery] is [{ Length: > 0 } inQuery] ? inQuery : null;
    }

    /// <summary>Read off the request itself: whether <c>UseWebSockets()</c> stands before or behind does not matter.</summary>
    public static bool IsWebSocket(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>The idempotency key, or null if there is none; false if the header is present but invalid
    /// (<see cref="ApiErrors.InvalidIdempotencyKey"/>).</summary>
    public static bool TryIdempotencyKey(HttpContext context, out string? key)
    {
        key = null;
        if (!context.Request.Headers.TryGetValue(IdempotencyKeyHeader, out var values))
            return true;
        if (values is not [{ Length: > 0 and <= MaxIdempotencyKeyLength } value] || value.AsSpan().ContainsAnyExcept(PrintableAscii))
            return false;
        key = value;
        return true;
    }
}
