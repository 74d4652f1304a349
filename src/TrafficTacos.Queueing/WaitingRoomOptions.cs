using System.ComponentModel.DataAnnotations;
using System.IO.Enumeration;

namespace TrafficTacos.Queueing;

/// <summary>
/// The options of the waiting room: the settings of all events, what differs for single events, and what belongs to no event.
/// Validated when the application starts; every mistake is in one message.
/// </summary>
public sealed class WaitingRoomOptions : EventOptions
{
    internal const string DefaultKeyPrefix = "tq";

    /// <summary>How long an idempotency key stays bound to its request, and a response is stored under it. Default 5 min.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan IdempotencyRetention { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a request may take under its idempotency key before it is taken to be dead and may be done again. Longer
    /// than the slowest endpoint takes; at most <see cref="IdempotencyRetention"/>, at least <see cref="StoreTimeout"/>. Default 15 s.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan IdempotencyLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a call waits for the store before <see cref="WaitingRoomUnavailableException"/>. Default 1 s.</summary>
    [TimeRange("00:00:00.05", "00:01:00")]
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether there is a waiting room. Otherwise every event is in mode <see cref="EventMode.Off"/>, and the store is not asked.
    /// Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Without Redis: the path of a file that keeps what operators change at run time over a restart of the process, as Redis does. It
    /// is made when something is changed. Default null: a restart undoes every change.</summary>
    public string? SettingsFile { get; set; }

    /// <summary>How every key in Redis begins, so that several applications can share a Redis: 1 to 32 letters, digits, dots, hyphens or
    /// underscores. Default <c>tq</c>.</summary>
    [Required, RegularExpression("^[A-Za-z0-9._-]{1,32}$")]
    public string KeyPrefix { get; set; } = DefaultKeyPrefix;

    /// <summary>The beacon of draws whose <see cref="EventOptions.DrawSource"/> it is.</summary>
    [Required]
    public BeaconOptions Beacon { get; set; } = new();

    /// <summary>The keys that sign tokens.</summary>
    [Required]
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>Whether only events exist that are in <see cref="Events"/> or <see cref="KnownEvents"/>, or that a policy of the web package
    /// names. Otherwise the first join opens an event, whatever its id. Default false.</summary>
    public bool KnownEventsOnly { get; set; }

    /// <summary>The ids of further known events. <c>*</c> stands for any characters: <c>summer-2026-*</c>. Case does not matter here. Events
    /// that policies of the web package name are added.</summary>
    public IList<string> KnownEvents { get; } = [];

    /// <summary>What differs for single events, by event id; case does not matter here. A setting that is not set there is that of all
    /// events.</summary>
    public IDictionary<string, EventOptions> Events
    {
        get
        {
            foreach (var options in field.Values)
                options.InheritFrom(this);
            return field;
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = new Dictionary<string, EventOptions>(value, StringComparer.OrdinalIgnoreCase);
        }
    } = new Dictionary<string, EventOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this process runs no events and only reads and changes those of others: then its numbers never hold.</summary>
    internal bool OperatesOnly { get; set; }

    /// <summary>Whether an event with this id may be joined.</summary>
    internal bool CanExist(string eventId) => !KnownEventsOnly || IsKnown(eventId);

    /// <summary>Whether somebody configured an event with this id.</summary>
    internal bool IsKnown(string eventId) =>
        Events.ContainsKey(eventId) || KnownEvents.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, eventId, ignoreCase: true));

    /// <summary>The settings of one event.</summary>
    internal EventOptions For(string eventId) => Events.TryGetValue(eventId, out var options) ? options : this;
}
