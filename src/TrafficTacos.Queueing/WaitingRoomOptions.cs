using System.ComponentModel.DataAnnotations;

namespace TrafficTacos.Queueing;

/// <summary>
/// Everything that can be set about the waiting room. Validated when the application starts, every mistake in one message.
/// What is said of a queue can be set for one event alone in <see cref="Events"/>.
/// </summary>
public sealed class WaitingRoomOptions
{
    internal const int MaximumRate = 1_000_000;

    /// <summary>Admissions a second in the long run. Default 50.</summary>
    [Range(0d, MaximumRate, MinimumIsExclusive = true)]
    public double RefillPerSecond { get; set; } = 50;

    /// <summary>The most admissions that can be saved up while nobody comes. Default 500.</summary>
    [Range(1, MaximumRate)]
    public int Capacity { get; set; } = 500;

    /// <summary>How far below zero the first in line may take the bucket. Default 10, as <see cref="Bypass"/>.</summary>
    [Range(0, MaximumRate)]
    public int Overdraft { get; set; } = 10;

    /// <summary>How many positions from the front may use the overdraft. Default 10.</summary>
    [Range(0, MaximumRate)]
    public int Bypass { get; set; } = 10;

    /// <summary>The last position whose minimum wait is <see cref="NearWait"/>. Default 10.</summary>
    [Range(0, MaximumRate)]
    public int NearPositions { get; set; } = 10;

    /// <summary>The last position whose minimum wait is <see cref="MiddleWait"/>. Default 50.</summary>
    [Range(0, MaximumRate)]
    public int MiddlePositions { get; set; } = 50;

    /// <summary>Minimum wait up to <see cref="NearPositions"/>. Default 0.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan NearWait { get; set; } = TimeSpan.Zero;

    /// <summary>Minimum wait up to <see cref="MiddlePositions"/>. Default 2 s.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan MiddleWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Minimum wait behind <see cref="MiddlePositions"/>. Default 5 s.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan FarWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Who does not ask for their status for so long has gone. Default 5 min.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan HeartbeatTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Who is ready, yet silent for so long, is a no-show. Default 30 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan HeadGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a soft leave keeps the place. Default 15 s.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan SoftLeaveTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a pass lives. Default 30 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan PassTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request may work under the pass it claimed before it is taken to be dead, and another request with that
    /// pass may claim it. Longer than the slowest protected endpoint takes, and clearly shorter than <see cref="PassTime"/>, so that
    /// a visitor whose gateway died still gets their turn; at most <see cref="PassTime"/>. Default 10 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The least time between two polls that a visitor is told. Default 2 s.</summary>
    [TimeRange("00:00:00.1", "01:00:00")]
    public TimeSpan MinimumPoll { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The most. At most half of <see cref="HeadGrace"/> and a third of <see cref="HeartbeatTime"/>, so that one
    /// lost poll costs nobody their place. Default 15 s.</summary>
    [TimeRange("00:00:00.1", "01:00:00")]
    public TimeSpan MaximumPoll { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>About how many records an event's journal keeps. Default 100,000.</summary>
    [Range(0, 100_000_000)]
    public int JournalLength { get; set; } = 100_000;

    /// <summary>How long an event without traffic is kept. Default one day.</summary>
    [TimeRange("00:01:00", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long an idempotency key stays tied to its request, and an answer is kept under it. Default 5 min.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan IdempotencyTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a request may work under its idempotency key before it is taken to be dead, and may be done again. Longer
    /// than the slowest endpoint takes; at most <see cref="IdempotencyTime"/>, at least <see cref="StoreTimeout"/>. Default 15 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan IdempotencyLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a call waits for the store before <see cref="WaitingRoomUnavailableException"/>. Default 1 s.</summary>
    [TimeRange("00:00:00.05", "00:01:00")]
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Keys that sign tokens.</summary>
    [Required]
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>What differs for single events, by event id.</summary>
    [Required]
    public IDictionary<string, EventOverrides> Events { get; set; } = new Dictionary<string, EventOverrides>(StringComparer.Ordinal);

    /// <summary>The options that hold for one event: these, with its overrides in place.</summary>
    internal WaitingRoomOptions For(EventOverrides overrides) => new()
    {
        RefillPerSecond = overrides.RefillPerSecond ?? RefillPerSecond,
        Capacity = overrides.Capacity ?? Capacity,
        Overdraft = overrides.Overdraft ?? Overdraft,
        Bypass = overrides.Bypass ?? Bypass,
        NearPositions = overrides.NearPositions ?? NearPositions,
        MiddlePositions = overrides.MiddlePositions ?? MiddlePositions,
        NearWait = overrides.NearWait ?? NearWait,
        MiddleWait = overrides.MiddleWait ?? MiddleWait,
        FarWait = overrides.FarWait ?? FarWait,
        HeartbeatTime = overrides.HeartbeatTime ?? HeartbeatTime,
        HeadGrace = overrides.HeadGrace ?? HeadGrace,
        SoftLeaveTime = overrides.SoftLeaveTime ?? SoftLeaveTime,
        PassTime = overrides.PassTime ?? PassTime,
        ClaimLease = overrides.ClaimLease ?? ClaimLease,
        MinimumPoll = overrides.MinimumPoll ?? MinimumPoll,
        MaximumPoll = overrides.MaximumPoll ?? MaximumPoll,
        JournalLength = overrides.JournalLength ?? JournalLength,
        Retention = overrides.Retention ?? Retention,
        IdempotencyTime = IdempotencyTime,
        IdempotencyLease = IdempotencyLease,
        StoreTimeout = StoreTimeout,
        Tokens = Tokens,
        Events = Events,
    };
}
