using OpenTelemetry.Exporter;
using TrafficTacos.Gateway.Host.Observability;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>Where a signal goes, by what operators write as the address.</summary>
public sealed class OtlpProtocolTests
{
    [Theory]
    [InlineData("http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/", "http://collector:4318/v1/traces")]
    [InlineData("https://otlp.example/otlp", "https://otlp.example/otlp/v1/traces")]
    [InlineData("https://otlp.example/otlp/v1/traces", "https://otlp.example/otlp/v1/traces")]
    [InlineData("http://collector:4318/v1/traces/", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4318/v1/metrics", "http://collector:4318/v1/traces")]
    [InlineData("http://collector:4317", "http://collector:4317/")]
    public void A_full_path_is_not_doubled(string collector, string traces)
    {
        var address = new Uri(collector);
        Assert.Equal(traces, OtlpProtocol.EndpointOf(address, OtlpProtocol.Of(address), "traces").AbsoluteUri);
    }

    [Fact]
    public void GRPC_has_no_path() =>
        Assert.Equal("http://collector:4317/", OtlpProtocol.EndpointOf(new Uri("http://collector:4317"), OtlpExportProtocol.Grpc, "metrics").AbsoluteUri);
}
