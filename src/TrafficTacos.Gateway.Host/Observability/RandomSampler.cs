using OpenTelemetry.Trace;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Samples a fraction of traces at random. The ratio sampler of OpenTelemetry decides by the trace id, which a caller may
/// choose.</summary>
internal sealed class RandomSampler(double fraction) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(Random.Shared.NextDouble() < fraction ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
}
