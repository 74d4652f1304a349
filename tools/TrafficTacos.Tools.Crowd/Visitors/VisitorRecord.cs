using System.Globalization;
using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>The observations of one visitor. Only that visitor writes it; it is read after the run.</summary>
internal sealed class VisitorRecord(int number, VisitorPlan plan, RunStatistics statistics)
{
    /// <summary>Beyond this number every second position is dropped, so that a long wait is sampled in its whole length.</summary>
    private const int MaxPositions = 64;

    private List<PositionObservation> _positions = [];
    private TimeSpan? _lastResponseAt;

    public int Number => number;

    public VisitorPlan Plan => plan;

    public VisitorPhase Phase { get; private set; }

    public JoinObservation? Join { get; private set; }

    public ReportedEstimate? FirstEstimate { get; set; }

    /// <summary>When the first response "ready" was complete.</summary>
    public TimeSpan? ReadyAt { get; private set; }

    /// <summary>When the last request with a response "waiting" was sent. The visitor became ready between this time and <see cref="ReadyAt"/>.</summary>
    public TimeSpan? LastNotReadyAt { get; private set; }

    public TimeSpan? AdmittedAt { get; private set; }

    public string? LostReason { get; private set; }

    /// <summary>The longest time between two responses while waiting. A long one means that the tool polled too slowly, which may be why a visitor is lost.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public IReadOnlyList<PositionObservation> Positions => _positions;

    /// <summary>When the last request was sent whose response said that the event was not open yet.</summary>
    public TimeSpan? LastNotOpenAt { get; private set; }

    /// <summary>The opening as it was told last.</summary>
    public DateTimeOffset? OpensAt { get; private set; }

    public string? WaitingToken { get; private set; }

    public long? DrawNumber { get; private set; }

    public List<string> DrawFaults { get; } = [];

    /// <summary>The time in which the visitor was certainly inside, with <c>--shop</c>.</summary>
    public Stay? Stay { get; private set; }

    public List<PassGrant> Grants { get; } = [];

    public List<PassUse> Uses { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    /// <summary>Empty without <c>--buy</c>.</summary>
    public PurchaseRecord Purchase { get; } = new(number, statistics);

    public void MoveTo(VisitorPhase phase)
    {
        statistics.Move(Phase, phase);
        Phase = phase;
    }

    public void MarkLost(string reason)
    {
        LostReason = reason;
        MoveTo(VisitorPhase.Lost);
    }

    public void RecordJoin(string waitingToken, TimeSpan sentAt, TimeSpan completedAt)
    {
        WaitingToken = waitingToken;
        Join = new JoinObservation(number, sentAt, completedAt);
        statistics.CountJoin();
    }

    public void RecordPosition(PositionObservation position)
    {
        RecordResponse(position.CompletedAt);
        if (position.Readiness == Readiness.Ready)
            ReadyAt ??= position.CompletedAt;
        else if (position.Readiness == Readiness.NotReady && ReadyAt is null)
            LastNotReadyAt = position.SentAt;
        if (_positions.Count >= MaxPositions)
            _positions = [.. _positions.Where((kept, i) => i % 2 == 0 || kept.Readiness == Readiness.Ready)];
        _positions.Add(position);
    }

    public void RecordSchedule(string? phase, DateTimeOffset? opensAt, TimeSpan sentAt)
    {
        if (phase is "scheduled" or "gathering")
            LastNotOpenAt = sentAt;
        OpensAt = opensAt ?? OpensAt;
    }

    /// <summary>A number is drawn once and never changes.</summary>
    public void RecordDrawNumber(long? told)
    {
        if (told == DrawNumber)
            return;
        if (DrawNumber is not null)
            DrawFaults.Add($"visitor #{number} drew {DrawNumber} and then {told?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}");
        DrawNumber ??= told;
    }

    /// <summary>The visitor was inside since the pass was received, at least until this time.</summary>
    public void ExtendStay(TimeSpan until) => Stay = new Stay(number, Stay?.From ?? AdmittedAt ?? until, until);

    /// <summary>A response proves that the heartbeat reached the gateway.</summary>
    public void RecordResponse(TimeSpan completedAt)
    {
        var silence = completedAt - (_lastResponseAt ?? completedAt);
        _lastResponseAt = completedAt;
        if (silence > LongestSilence)
            LongestSilence = silence;
    }

    public void RecordGrant(PassGrant grant)
    {
        Grants.Add(grant);
        if (AdmittedAt is not null)
            return;
        AdmittedAt = grant.CompletedAt;
        statistics.CountAdmission();
    }
}
