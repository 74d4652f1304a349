namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Why a visitor has a record, as lua/include/records.lua numbers it.</summary>
internal enum RecordKind
{
    Waits = 0,
    Asleep = 1,
    Silent = 2,
    Lingered = 3,
    LeftSoftly = 4,
    Admitted = 5,

    /// <summary>For good, and a loss must not bring it back.</summary>
    Gone = 6,

    /// <summary>With a session.</summary>
    Inside = 7,
}

/// <summary>The record of a visitor who came back, is remembered, or was let in.</summary>
internal sealed class PlaceRecord(long ticket)
{
    /// <summary>The turns after which a place is lost.</summary>
    public const int MaxTurns = 3;

    public long Ticket => ticket;

    public double Rank { get; set; }

    public RecordKind Kind { get; set; }

    public int SilentTurns { get; set; }

    public int LingeredTurns { get; set; }

    /// <summary>When remembered, by the waiting clock; for the admitted, when the pass ends, by the service clock.</summary>
    public long Since { get; set; }

    public int Turns => SilentTurns + LingeredTurns;

    public bool IsRemembered => Kind is RecordKind.Asleep or RecordKind.Silent or RecordKind.Lingered or RecordKind.LeftSoftly;

    public override string ToString() => $"{Ticket} {Rank:0} {Kind} {SilentTurns} {LingeredTurns}";
}
