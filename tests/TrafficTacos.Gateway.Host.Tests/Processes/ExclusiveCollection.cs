namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>Tests that start processes, load them, kill and freeze them, and hold answers to a bound in real time. They run one
/// after the other and beside nothing else, so that a bound measures the waiting room and not the other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveCollection
{
    public const string Name = "The whole machine";
}
