namespace TrafficTacos.Queueing.Storage.Drawing;

/// <summary>The fields of a draw's record. Numbers are text; times are microseconds.</summary>
internal static class DrawFields
{
    public const string Generation = "generation";

    /// <summary>JSON, as it was first announced.</summary>
    public const string Announcement = "announcement";

    /// <summary>As text, so that a script can compare it.</summary>
    public const string DrawAt = "draw_at";

    /// <summary>From when visitors may join, if that was announced.</summary>
    public const string GatherAt = "gather_at";

    /// <summary>Told to nobody before the seed.</summary>
    public const string Secret = "secret";

    public const string AnnouncedAt = "announced_at";

    /// <summary>How many; each has a field of its own, this and its number: the new time of the draw, and when it was set.</summary>
    public const string Amendments = "amendments";
    public const string Amendment = "amendment:";

    /// <summary>By the clock that decided, for the papers. Older records have only the store time in their stage.</summary>
    public const string FrozenAt = "frozen_at";

    /// <summary>How many; each has a field of its own, this and its number: when, and what everybody may know.</summary>
    public const string Notes = "notes";
    public const string Note = "note:";

    public const string Entries = "entries";
    public const string Root = "root";
    public const string Round = "round";
    public const string RootedAt = "rooted_at";

    /// <summary>What an operator says is the signature of the round; this and who they are.</summary>
    public const string Supplied = "supplied:";

    /// <summary>The beacon's randomness, or the secret.</summary>
    public const string Value = "value";
    public const string Signature = "signature";
    public const string Seed = "seed";
    public const string SeededAt = "seeded_at";

    /// <summary>Parts of the ranks that are done, and how many there are.</summary>
    public const string Ranked = "ranked";
    public const string Chunks = "chunks";
    public const string RankedAt = "ranked_at";

    public const string Reason = "reason";
    public const string Who = "who";

    /// <summary>1 if it was abandoned because nobody announced it in time: the store had lost it, or no gateway was there.</summary>
    public const string Unannounced = "unannounced";
    public const string NotAnnounced = "It was not announced before its time.";

    public const string LostWithStore = "The store lost it with everything else, and no gateway knew it.";

    public const string JoinedBefore = "Visitors had joined before it could be announced.";

    public const string AbandonedAt = "abandoned_at";

    /// <summary>The stage, packed. Only the scripts read it.</summary>
    public const string Stage = "stage";
}
