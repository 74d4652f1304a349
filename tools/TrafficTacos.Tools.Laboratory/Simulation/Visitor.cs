using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>One identity: the planned behavior and what was observed. Times are microseconds since the start of the sale.</summary>
internal sealed class Visitor(int number, long arrivesAt, EntryId entry, RandomStream random)
{
    private RandomStream _random = random;

    public int Number => number;

    public long ArrivesAt => arrivesAt;

    public EntryId Entry => entry;

    public bool IsGhost { get; init; }

    public PollingPattern Polling { get; init; } = null!;

    /// <summary>The planned abandonment; <see cref="long.MaxValue"/> for none.</summary>
    public long AbandonsAt { get; set; } = long.MaxValue;

    public DepartureMethod DepartureMethod { get; init; }

    /// <summary><see cref="AbandonmentKind.NoShow"/> or <see cref="AbandonmentKind.Linger"/> instead of entering,
    /// <see cref="AbandonmentKind.Unspent"/> to enter twice; null to enter.</summary>
    public AbandonmentKind? WhenReady { get; init; }

    /// <summary>When the visitor stops polling for a while; <see cref="long.MaxValue"/> for never.</summary>
    public long SleepsAt { get; init; } = long.MaxValue;

    /// <summary>When the visitor goes on.</summary>
    public long WakesAt { get; init; }

    /// <summary>Whether nobody sees the page.</summary>
    public bool IsHidden { get; init; }

    public int Tabs { get; init; } = 1;

    public int Joins { get; init; } = 1;

    /// <summary>Whether the trace keeps an <see cref="EstimateSample"/> of every response.</summary>
    public bool IsTracked { get; set; }

    public Place Place { get; set; }

    /// <summary>How long the visitor stays after a message of the operator; <see cref="long.MaxValue"/> to go on waiting.</summary>
    public long StaysWhenTold { get; init; } = long.MaxValue;

    /// <summary>The number that a draw gave; −1 without one.</summary>
    public long DrawnNumber { get; set; } = -1;

    /// <summary>Orders the queue: who was drawn stands in front of everybody who came later.</summary>
    public long Rank => DrawnNumber >= 0 ? DrawnNumber : Place.Ticket;

    public bool HasJoined { get; set; }

    /// <summary>The position in the latest status response.</summary>
    public long Position { get; set; } = long.MaxValue;

    /// <summary>How many visitors may have come back by then.</summary>
    public int ReturnsAtPosition { get; set; }

    public VisitorOutcome Outcome { get; set; }

    /// <summary>When the visitor became ready, interpolated between two responses; −1 if never.</summary>
    public long ReadyAt { get; set; } = -1;

    /// <summary>When the first response "ready" arrived; −1 if none did.</summary>
    public long ReadyReportedAt { get; set; } = -1;

    /// <summary>The settings epoch of the request that was first answered with "ready".</summary>
    public int ReadyReportedEpoch { get; set; } = -1;

    /// <summary>When the visitor let a pass run out; −1 if never.</summary>
    public long UnspentAt { get; set; } = -1;

    public long EnteredAt { get; set; } = -1;

    /// <summary>The time of the latest response to a status request.</summary>
    public long LastHeardAt { get; set; } = -1;

    /// <summary>Whether the visitor's own behavior may have let their turn pass.</summary>
    public bool MayBePassedOver { get; set; }

    /// <summary>The latest response "waiting": its time, and the tokens that were missing.</summary>
    public (long At, double MissingTokens) LastWaiting { get; set; } = (-1, 0);

    public bool IsDone => Outcome != VisitorOutcome.Unfinished;

    public ref RandomStream Random => ref _random;
}
