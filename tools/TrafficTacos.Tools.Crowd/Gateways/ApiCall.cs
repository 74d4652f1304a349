using System.Text.Json.Serialization.Metadata;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>A call that can be sent repeatedly and to any gateway.</summary>
internal sealed record ApiCall<T>(CallKind Kind, HttpMethod Method, JsonTypeInfo<T> ResponseType)
    where T : class, IResponseBody
{
    /// <summary>Builds the URL for a gateway.</summary>
    public required Func<Uri, Uri> Url { get; init; }

    public byte[]? Json { get; init; }

    /// <summary>Names and values; a header with a null value is not sent.</summary>
    public (string Name, string? Value)[] Headers { get; init; } = [];

    /// <summary>After this time a transient failure is final.</summary>
    public TimeSpan RetryUntil { get; init; } = TimeSpan.MaxValue;

    public HttpRequestMessage CreateRequest(Uri gateway)
    {
        var request = new HttpRequestMessage(Method, Url(gateway));
        foreach (var (name, value) in Headers)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        if (Json is not null)
            request.Content = new ByteArrayContent(Json) { Headers = { { "Content-Type", "application/json" } } };
        return request;
    }
}
