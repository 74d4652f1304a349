namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>The names of <c>AddPolicy(…)</c>.</summary>
internal sealed class PolicyRegistry
{
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
}
