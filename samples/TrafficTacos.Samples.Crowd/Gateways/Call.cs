using System.Text.Json.Serialization.Metadata;
using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>A request that can be sent again, to this gateway or another.</summary>
internal sealed record Call<T>(CallKind Kind, HttpMethod Method, JsonTypeInfo<T> Answer)
    where T : class, IBody
{
    /// <summary>The whole address, given the gateway whose turn it is.</summary>
    public required Func<Uri, Uri> Address { get; init; }

    public byte[]? Json { get; init; }

    /// <summary>Header names and values.</summary>
    public (string Name, string? Value)[] Headers { get; init; } = [];

    /// <summary>A transient failure is not retried after this.</summary>
    public TimeSpan GiveUpAt { get; init; } = TimeSpan.MaxValue;

    public HttpRequestMessage ToRequest(Uri gateway)
    {
        var request = new HttpRequestMessage(Method, Address(gateway));
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
