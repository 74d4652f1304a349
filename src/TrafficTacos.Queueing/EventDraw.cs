namespace TrafficTacos.Queueing;

/// <summary>The draw of an event, as everybody may know it. Bytes are lower-case hexadecimal digits, as in the papers.</summary>
public sealed class EventDraw
{
    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>Which event of this name: 16 bytes.</summary>
    public required string Generation { get; init; }

    /// <summary>How far it is.</summary>
    public required DrawPhase Phase { get; init; }

    /// <summary>What was announced.</summary>
    public required AnnouncedDraw Announcement { get; init; }

    /// <summary>When the event opens, which is not part of the announcement; null for no such time.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>How many take part; null before <see cref="DrawPhase.Rooted"/>.</summary>
    public int? Entries { get; init; }

    /// <summary>The Merkle root over all who take part; null before <see cref="DrawPhase.Rooted"/>.</summary>
    public string? Root { get; init; }

    /// <summary>The round of the beacon that decides; null with a secret and before <see cref="DrawPhase.Rooted"/>.</summary>
    public long? BeaconRound { get; init; }

    /// <summary>When that round appears.</summary>
    public DateTimeOffset? BeaconRoundAt { get; init; }

    /// <summary>The randomness of that round; null before <see cref="DrawPhase.Seeded"/>.</summary>
    public string? BeaconValue { get; init; }

    /// <summary>The secret that was announced by its hash; null with a beacon and before <see cref="DrawPhase.Seeded"/>.</summary>
    public string? Secret { get; init; }

    /// <summary>What the numbers follow from, with the list; null before <see cref="DrawPhase.Seeded"/>.</summary>
    public string? Seed { get; init; }

    /// <summary>Why nothing was drawn; null unless <see cref="DrawPhase.Abandoned"/>.</summary>
    public string? AbandonedFor { get; init; }

    /// <summary>All of it as JSON, by which anybody can recompute the draw: the format is in docs/draw.md.</summary>
    public required string Papers { get; init; }
}

/// <summary>What is public of a draw before anybody gathers, and does not change but for amendments until the freeze.</summary>
public sealed class AnnouncedDraw
{
    /// <summary>How numbers follow from seed and list.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The SHA-256 of all that was announced.</summary>
    public required string Hash { get; init; }

    /// <summary>From when visitors may join; null for no such time.</summary>
    public DateTimeOffset? GatherAt { get; init; }

    /// <summary>When the draw is, as first announced.</summary>
    public required DateTimeOffset DrawAt { get; init; }

    /// <summary>When the draw is: as first announced, or as the last amendment says.</summary>
    public required DateTimeOffset DrawAtInForce { get; init; }

    /// <summary>How often a later time was set.</summary>
    public int Amendments { get; init; }

    /// <summary>Where the randomness comes from.</summary>
    public required DrawSource Source { get; init; }

    /// <summary>Whose a place is.</summary>
    public required DrawIdentity Identity { get; init; }

    /// <summary>The beacon's name; null with a secret.</summary>
    public string? Beacon { get; init; }

    /// <summary>The SHA-256 of the secret; null with a beacon.</summary>
    public string? Commitment { get; init; }
}
