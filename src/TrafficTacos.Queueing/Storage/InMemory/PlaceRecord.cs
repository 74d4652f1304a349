namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The record of a visitor who came back, is remembered, or was let in.</summary>
internal sealed class PlaceRecord(long ticket)
{
    /// <summary>The turns after which a place is lost.</summary>
    public const int MaxTurns = 3;

    public long Ticket { get; set; } = ticket;

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
