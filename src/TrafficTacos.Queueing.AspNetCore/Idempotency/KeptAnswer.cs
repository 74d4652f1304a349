using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>An answer as it lies in the store. Gateways of two versions share it: fields may come, none may go.</summary>
internal sealed record StoredResponse(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("headers")] Dictionary<string, string?[]> Headers,
    [property: JsonPropertyName("body")] byte[] Body)
{
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const string CachedHeader = "X-Idempotency-Cached";

    public static byte[] Write(HttpResponse response, IEnumerable<string> headers, ReadOnlySpan<byte> body)
    {
        var kept = new Dictionary<string, string?[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in headers)
        {
            if (response.Headers.TryGetValue(name, out var values))
                kept[name] = values.ToArray();
        }

        return JsonSerializer.SerializeToUtf8Bytes(new StoredResponse(response.StatusCode, kept, body.ToArray()), StoredResponseJson.Default.StoredResponse);
    }

    public static StoredResponse Read(ReadOnlyMemory<byte> bytes) =>
        JsonSerializer.Deserialize(bytes.Span, StoredResponseJson.Default.StoredResponse) ?? throw new JsonException("The store holds an answer that is none.");

    public async Task ReplayAsync(HttpContext context)
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

/// <summary>How it is read and written; no part of the wire.</summary>
[JsonSerializable(typeof(StoredResponse))]
internal sealed partial class StoredResponseJson : JsonSerializerContext;
