using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>Endpoint metadata: an example of a request's or a response's body.</summary>
/// <param name="Status">The status of the response; null for a request.</param>
/// <param name="Name">Tells examples of one status apart; of an error, its code.</param>
/// <param name="Json">The body.</param>
internal sealed record BodyExampleMetadata(int? Status, string Name, string Json)
{
    private const string TraceId = "6f3c1a90b25d4e7c8a1b0d92e45f7c31";

    /// <summary>Readable: an apostrophe is not escaped.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The response of a row of an error table.</summary>
    /// <param name="error">The row.</param>
    public static BodyExampleMetadata Of(ApiError error)
    {
        return Of(error.Status, error.Code, new ErrorResponse(Detail(error)), WireJson.Default.ErrorResponse);
    }

    public static BodyExampleMetadata Of<T>(int? status, string name, T body, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
            JsonSerializer.Serialize(writer, body, type);
        return new BodyExampleMetadata(status, name, Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    public static ErrorDetail Detail(ApiError error) => new(error.Code, error.Message, TraceId);
}
