using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>A response as it is stored. Gateways of two versions share it: fields may be added, none may be removed.</summary>
internal sealed record StoredResponse(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("headers")] Dictionary<string, string?[]> Headers,
    [property: JsonPropertyName("body")] byte[] Body)
{
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const string CachedHeader = "X-Idempotency-Cached";

    public static byte[] Write(HttpResponse response, IEnumerable<string> headers, ReadOnlySpan<byte> body)
    {
        var stored = new Dictionary<string, string?[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in headers)
        {
            if (response.Headers.TryGetValue(name, out var values))
                stored[name] = values.ToArray();
        }

        return JsonSerializer.SerializeToUtf8Bytes(new StoredResponse(response.StatusCode, stored, body.ToArray()), StoredResponseJson.Default.StoredResponse);
    }

    public static StoredResponse Read(ReadOnlyMemory<byte> bytes) =>
        JsonSerializer.Deserialize(bytes.Span, StoredResponseJson.Default.StoredResponse) ?? throw new JsonException("The store holds something else than a response.");

    public async Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        foreach (var (name, values) in Headers)
            response.Headers[name] = values;
        response.Headers[ReplayedHeader] = "true";
        response.Headers[CachedHeader] = "true";
        if (Body.Length == 0)
            return;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, context.RequestAborted).ConfigureAwait(false);
    }
}

/// <summary>How it is stored; not part of the HTTP contract.</summary>
[JsonSerializable(typeof(StoredResponse))]
internal sealed partial class StoredResponseJson : JsonSerializerContext;
