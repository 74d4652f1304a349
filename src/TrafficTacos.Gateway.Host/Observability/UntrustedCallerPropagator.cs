using System.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Takes the trace id of callers, and nothing else: a stranger who could decide about sampling could fill the trace store, and
/// baggage would go on to the backends.</summary>
internal sealed class UntrustedCallerPropagator : DistributedContextPropagator
{
    private const int FlagsLength = 2;
    private const string NotSampled = "00";

    private readonly DistributedContextPropagator _inner = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields => _inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => _inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        _inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);
        traceId = WithoutSampling(traceId);
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;

    /// <summary>A <c>traceparent</c> without the decision of its sender.</summary>
    public static string? WithoutSampling(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out _) && traceParent!.LastIndexOf('-') is var last && traceParent.Length - last - 1 == FlagsLength
            ? string.Concat(traceParent.AsSpan(0, last + 1), NotSampled)
            : traceParent;
}
