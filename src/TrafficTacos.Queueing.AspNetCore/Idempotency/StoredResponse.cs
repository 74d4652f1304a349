using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>A response as it is stored. Gateways of two versions share it: fields may be added, none may be removed.</summary>
internal sealed record StoredResponse(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("headers")] Dictionary<string, string?[]> Headers,
    [property: JsonPropertyName("body")] byte[] Body,
    [property: JsonPropertyName("without_body"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool WithoutBody = false,
    [property: JsonPropertyName("pass"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StoredPass? Pass = null)
{
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const string CachedHeader = "X-Idempotency-Cached";

    /// <summary>Headers that describe a body.</summary>
    private const string ContentPrefix = "Content-";
    private const string ContentLocation = "Content-Location";

    public static StoredResponse Of(HttpResponse response, IEnumerable<string> headers, ReadOnlySpan<byte> body) =>
        new(response.StatusCode, Select(response, headers), body.ToArray());

    /// <summary>The fact that the work is done, with the headers that do not describe the body.</summary>
    public static StoredResponse WithoutBodyOf(HttpResponse response, IEnumerable<string> headers)
    {
        var kept = headers.Where(name => !name.StartsWith(ContentPrefix, StringComparison.OrdinalIgnoreCase) || name.Equals(ContentLocation, StringComparison.OrdinalIgnoreCase));
        return new StoredResponse(response.StatusCode, Select(response, kept), [], WithoutBody: true);
    }

    public static StoredResponse Read(ReadOnlyMemory<byte> bytes) =>
        JsonSerializer.Deserialize(bytes.Span, StoredResponseJson.Default.StoredResponse) ?? throw new JsonException("The store holds something else than a response.");

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, StoredResponseJson.Default.StoredResponse);

    public async Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        foreach (var (name, values) in Headers)
            response.Headers[name] = values;
        response.Headers[ReplayedHeader] = "true";
        response.Headers[CachedHeader] = "true";
        if (WithoutBody)
        {
            var error = ApiErrors.IdempotencyAnswerNotKept;
            var body = new AnswerNotKeptResponse(error.Detail(context), Status);
            await JsonResponse.WriteAsync(context, error.Status, body, WireJson.Default.AnswerNotKeptResponse, null).ConfigureAwait(false);
            return;
        }

        response.StatusCode = Status;
        if (Body.Length == 0)
            return;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static Dictionary<string, string?[]> Select(HttpResponse response, IEnumerable<string> headers)
    {
        var stored = new Dictionary<string, string?[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in headers)
        {
            if (response.Headers.TryGetValue(name, out var values))
                stored[name] = values.ToArray();
        }

        return stored;
    }
}

/// <summary>The pass that the request had, and that is spent after its response is stored.</summary>
internal sealed record StoredPass(
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("user_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserId)
{
    public static StoredPass? Of(PassClaimRequest? request) => request is null ? null : new(request.EventId, request.ReservationToken, request.UserId);

    /// <param name="key">The key of the request.</param>
    public PassClaimRequest ToRequest(string key) => new() { EventId = EventId, ReservationToken = Token, UserId = UserId, IdempotencyKey = key };
}

/// <summary>How it is stored; not part of the HTTP contract.</summary>
[JsonSerializable(typeof(StoredResponse))]
internal sealed partial class StoredResponseJson : JsonSerializerContext;
