using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Metadata of an endpoint: a body as it is sent or answered, for whatever writes the documentation of the API.</summary>
/// <param name="Status">The status of the answer it belongs to; null for a request.</param>
/// <param name="Name">What tells it from other examples of the same status; of an error, its code.</param>
/// <param name="Json">The body.</param>
public sealed record BodyExampleMetadata(int? Status, string Name, string Json)
{
    private const string TraceId = "6f3c1a90b25d4e7c8a1b0d92e45f7c31";

    /// <summary>For reading: an apostrophe stays one.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer of a row of an error table.</summary>
    /// <param name="error">The row.</param>
    public static BodyExampleMetadata Of(ApiError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Of(error.Status, error.Code, new ErrorResponse(Detail(error)), WireJson.Default.ErrorResponse);
    }

    internal static BodyExampleMetadata Of<T>(int? status, string name, T body, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
            JsonSerializer.Serialize(writer, body, type);
        return new BodyExampleMetadata(status, name, Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    internal static ErrorDetail Detail(ApiError error) => new(error.Code, error.Message, TraceId);
}
