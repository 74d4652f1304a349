using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>Everything that was recorded of one sale, simulated or replayed.</summary>
internal sealed class SaleTrace(Scenario scenario, Visitor[] visitors, EventPolicy policy)
{
    public Scenario Scenario => scenario;

    public Visitor[] Visitors => visitors;

    public EventPolicy Policy => policy;

    public List<EstimateSample> Samples { get; } = [];

    public List<SnapshotRecord> Snapshots { get; } = [];

    /// <summary>The numbers of the admitted visitors, in the order of admission.</summary>
    public List<int> Admitted { get; } = [];

    public Violations Violations { get; } = new();

    public long Joins { get; set; }

    public long Polls { get; set; }

    public long EndedAt { get; set; }

    /// <summary>The snapshot that the estimator received for a sample.</summary>
    public EventSnapshot SnapshotOf(in EstimateSample sample) => Snapshots[sample.SnapshotIndex].Snapshot with { Level = sample.Level };
}
