using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing;

/// <summary>
/// The settings of one event. In <see cref="WaitingRoomOptions"/> they hold for every event; in
/// <see cref="WaitingRoomOptions.Events"/> for one event, where a setting that is not set is that of all events.
/// </summary>
public class EventOptions
{
    internal const int MaximumRate = 1_000_000;
    internal const int MostShoppers = 10_000_000;

    private static readonly IList<MinimumWait> DefaultMinimumWaits =
    [
        new() { UpToPosition = 10, Wait = TimeSpan.Zero },
        new() { UpToPosition = 50, Wait = TimeSpan.FromSeconds(2) },
        new() { Wait = TimeSpan.FromSeconds(5) },
    ];

    // Only what was set, so that an event inherits the rest.
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private EventOptions? _inherited;

    /// <summary>Which configuration holds while gateways have different ones: the largest version, for all of them at once. Of one version
    /// the numbers in force stay until no gateway has come with them for a minute. Default 0.</summary>
    [Range(0, 1_000_000_000)]
    public int ConfigurationVersion { get => Get(0); set => Set(value); }

    /// <summary>Admissions a second in the long run. Default 50.</summary>
    [Range(0d, MaximumRate, MinimumIsExclusive = true)]
    public double AdmissionsPerSecond { get => Get(50d); set => Set(value); }

    /// <summary>The most admissions that can be saved up while nobody comes. Default 500.</summary>
    [Range(1, MaximumRate)]
    public int Burst { get => Get(500); set => Set(value); }

    /// <summary>How far below zero the first positions may take the bucket. Default 10, as <see cref="OverdraftPositions"/>.</summary>
    [Range(0, MaximumRate)]
    public int Overdraft { get => Get(10); set => Set(value); }

    /// <summary>How many positions, counted from the front, may use the overdraft. Default 10.</summary>
    [Range(0, MaximumRate)]
    public int OverdraftPositions { get => Get(10); set => Set(value); }

    /// <summary>The minimum waits by position, in ascending order; the last one has no <see cref="MinimumWait.UpToPosition"/> and
    /// holds for all further positions. At most 16. Null, the default, is 0 s up to position 10, 2 s up to 50, then 5 s.</summary>
    [ValidateEnumeratedItems]
    public IList<MinimumWait>? MinimumWaits { get => Get<IList<MinimumWait>?>(null); set => Set(value); }

    /// <summary>A visitor who does not ask for their status for this long is asleep: nobody counts them, and their place is remembered for
    /// <see cref="PlaceMemory"/>. Default 5 min.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan HeartbeatTimeout { get => Get(TimeSpan.FromMinutes(5)); set => Set(value); }

    /// <summary>The turn of a visitor within reach of the bucket who is not heard for this long passes. Default 30 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan NoShowTimeout { get => Get(TimeSpan.FromSeconds(30)); set => Set(value); }

    /// <summary>The turn of a visitor who was told "ready" passes if they are not heard for this long. At least twice
    /// <see cref="MinimumPollInterval"/>. Default 10 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan ReadySilence { get => Get(TimeSpan.FromSeconds(10)); set => Set(value); }

    /// <summary>How long a visitor who was told "ready" may take to enter. Nobody's turn passes while the queue is no longer than the
    /// reach of the bucket. At least <see cref="TurnGuaranteed"/>. Default 60 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan TurnTime { get => Get(TimeSpan.FromSeconds(60)); set => Set(value); }

    /// <summary>The turn ends after this time while more than half of the reach has been ready for longer and does not enter, and for as long
    /// again after that. Default 10 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan TurnGuaranteed { get => Get(TimeSpan.FromSeconds(10)); set => Set(value); }

    /// <summary>How long the place of a visitor is remembered who is asleep, whose turn passed, who left softly, or whose pass ran out
    /// unspent. A poll within this time brings them back. Default 60 min.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan PlaceMemory { get => Get(TimeSpan.FromMinutes(60)); set => Set(value); }

    /// <summary>The most places that are remembered; the longest silent is forgotten first. About 100 B each. Default 200,000.</summary>
    [Range(0, 10_000_000)]
    public int RememberedPlaces { get => Get(200_000); set => Set(value); }

    /// <summary>After a loss of the store: how long nobody is admitted who may have lost places ahead, while visitors come back with their
    /// tokens. Default 60 s.</summary>
    [TimeRange("00:00:05", "01:00:00")]
    public TimeSpan RecoveryTime { get => Get(TimeSpan.FromSeconds(60)); set => Set(value); }

    /// <summary>How many passes one user may spend, or turn into sessions; an unspent pass does not count. Default 0,
    /// no limit; 1 where <see cref="Order"/> is <see cref="QueueOrder.Draw"/>.</summary>
    [Range(0, 1_000_000)]
    public int AdmissionsPerUser { get => Get(Order == QueueOrder.Draw ? 1 : 0); set => Set(value); }

    /// <summary>From when visitors may join. At or before <see cref="OpensAt"/>. Default null: at once.</summary>
    public DateTimeOffset? GatherAt { get => Get<DateTimeOffset?>(null); set => Set(value); }

    /// <summary>From when visitors may enter. The bucket is empty then. Default null: at once.</summary>
    public DateTimeOffset? OpensAt { get => Get<DateTimeOffset?>(null); set => Set(value); }

    /// <summary>From when nobody may join, and nobody enters but who was told that it is their turn. Default null: never.</summary>
    public DateTimeOffset? ClosesAt { get => Get<DateTimeOffset?>(null); set => Set(value); }

    /// <summary>What decides who stands where. Default <see cref="QueueOrder.Arrival"/>.</summary>
    public QueueOrder Order { get => Get(QueueOrder.Arrival); set => Set(value); }

    /// <summary>When those who gathered are drawn; only with <see cref="QueueOrder.Draw"/>. Between <see cref="GatherAt"/> and
    /// <see cref="OpensAt"/>. Default null: 2 minutes before <see cref="OpensAt"/>.</summary>
    public DateTimeOffset? DrawAt { get => Get<DateTimeOffset?>(null); set => Set(value); }

    /// <summary>Where the randomness of a draw comes from. Default <see cref="DrawSource.Secret"/>.</summary>
    public DrawSource DrawSource { get => Get(DrawSource.Secret); set => Set(value); }

    /// <summary>Whose a place in a drawn queue is. Default <see cref="DrawIdentity.User"/>.</summary>
    public DrawIdentity DrawIdentity { get => Get(DrawIdentity.User); set => Set(value); }

    /// <summary>What the event does until an operator changes it. Not <see cref="EventMode.Recovering"/>. Default
    /// <see cref="EventMode.Normal"/>.</summary>
    public EventMode Mode { get => Get(EventMode.Normal); set => Set(value); }

    /// <summary>The most visitors who are inside at once: they have an unspent pass or a live session. Default 0, no limit.</summary>
    [Range(0, MostShoppers)]
    public int MaximumShoppers { get => Get(0); set => Set(value); }

    /// <summary>How long a session lives from its last use. Default 10 min.</summary>
    [TimeRange("00:00:10", "1.00:00:00")]
    public TimeSpan SessionLifetime { get => Get(TimeSpan.FromMinutes(10)); set => Set(value); }

    /// <summary>How long a visit to the shop takes on average. Only the estimated waiting time before visits have ended depends on it, where
    /// <see cref="MaximumShoppers"/> is set. Default <see cref="SessionLifetime"/>.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan ExpectedVisit { get => Get(SessionLifetime); set => Set(value); }

    /// <summary>How long a session lives at most from its beginning. At least <see cref="SessionLifetime"/>. Default 60 min.</summary>
    [TimeRange("00:00:10", "7.00:00:00")]
    public TimeSpan SessionMaximum { get => Get(TimeSpan.FromMinutes(60)); set => Set(value); }

    /// <summary>Whether each use renews a session. Otherwise it ends <see cref="SessionLifetime"/> after its beginning, unless it is
    /// extended. Default true.</summary>
    public bool SlidingSession { get => Get(true); set => Set(value); }

    /// <summary>A poll from a hidden page counts as a heartbeat this far ahead, because browsers let hidden pages run about once a
    /// minute. Default 90 s.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan HiddenGrace { get => Get(TimeSpan.FromSeconds(90)); set => Set(value); }

    /// <summary>How long a soft leave keeps the place in the queue; then it is remembered. At least twice
    /// <see cref="MaximumPollInterval"/>, so that another tab of the browser keeps the place it shares. Default 30 s.</summary>
    [TimeRange("00:00:00", "1.00:00:00")]
    public TimeSpan LeaveGrace { get => Get(TimeSpan.FromSeconds(30)); set => Set(value); }

    /// <summary>How long a pass is live. Default 30 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan PassLifetime { get => Get(TimeSpan.FromSeconds(30)); set => Set(value); }

    /// <summary>How long a request may take under the pass it claimed before it is taken to be dead and another request may claim
    /// the pass. Longer than the slowest protected endpoint takes, and clearly shorter than <see cref="PassLifetime"/>, so that a
    /// visitor whose gateway died still gets their turn. At most <see cref="PassLifetime"/>. Default 10 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan ClaimLease { get => Get(TimeSpan.FromSeconds(10)); set => Set(value); }

    /// <summary>The time between two polls of a visitor who is ready, and the longest while ready is under ten times as far away.
    /// Default 2 s.</summary>
    [TimeRange("00:00:00.1", "01:00:00")]
    public TimeSpan MinimumPollInterval { get => Get(TimeSpan.FromSeconds(2)); set => Set(value); }

    /// <summary>The longest time between two polls that a visitor is told. At most half of <see cref="NoShowTimeout"/> and a third
    /// of <see cref="HeartbeatTimeout"/>, so that one lost poll costs nobody their place. Default 15 s.</summary>
    [TimeRange("00:00:00.1", "01:00:00")]
    public TimeSpan MaximumPollInterval { get => Get(TimeSpan.FromSeconds(15)); set => Set(value); }

    /// <summary>About how many records an event's journal keeps. Default 100,000.</summary>
    [Range(0, 100_000_000)]
    public int JournalLength { get => Get(100_000); set => Set(value); }

    /// <summary>How long an event without traffic is kept. Default one day.</summary>
    [TimeRange("00:01:00", "365.00:00:00")]
    public TimeSpan Retention { get => Get(TimeSpan.FromDays(1)); set => Set(value); }

    /// <summary>The minimum waits in force.</summary>
    internal IList<MinimumWait> GetMinimumWaits() => MinimumWaits ?? DefaultMinimumWaits;

    /// <summary>Takes every setting that is not set here from other options.</summary>
    internal void InheritFrom(EventOptions options) => _inherited = options;

    /// <summary>Whether somebody set <see cref="AdmissionsPerUser"/>: otherwise the order decides, which an operator may change.</summary>
    internal bool HasAdmissionsPerUser => _values.ContainsKey(nameof(AdmissionsPerUser)) || _inherited?.HasAdmissionsPerUser == true;

    private T Get<T>(T fallback, [CallerMemberName] string name = "")
    {
        if (_values.TryGetValue(name, out var value))
            return (T)value;
        return _inherited is null ? fallback : _inherited.Get(fallback, name);
    }

    /// <summary>Null is as if it had never been set: configuration binding sets a list that is not configured to null.</summary>
    private void Set<T>(T value, [CallerMemberName] string name = "")
    {
        if (value is null)
            _values.Remove(name);
        else
            _values[name] = value;
    }
}
