using TrafficTacos.Queueing.Operator.Cli;

namespace TrafficTacos.Queueing.Operator.Output;

/// <summary>A draw for people.</summary>
internal static class DrawText
{
    public static string Of(BeaconSupplyOutcome outcome) => outcome switch
    {
        BeaconSupplyOutcome.Noted => "Noted; one more source must give the same: an address of the beacon, or another operator.",
        BeaconSupplyOutcome.Agreed => "Noted; two operators agree. The gateways decide by it within seconds, unless an address of the beacon gives another one.",
        BeaconSupplyOutcome.Decided => "The draw is decided by it.",
        _ => "The draw is decided by another signature: two sources gave it.",
    };

    public static void Print(EventDraw draw, bool json)
    {
        if (json)
            OutputJson.Print(draw, OutputJson.Lines.EventDraw);
        else
            Table.Print(Lines(draw));
    }

    private static IEnumerable<(string, string)> Lines(EventDraw draw) =>
    [
        ("event", draw.EventId),
        ("generation", draw.Generation),
        ("state", Inputs.NameOf(draw.Phase)),
        ("announcement", draw.Announcement.Hash),
        ("algorithm", draw.Announcement.Algorithm),
        ("gathers", Table.Time(draw.Announcement.GatherAt)),
        ("draw", Table.Time(draw.Announcement.DrawAtInForce) + Amended(draw.Announcement)),
        ("opens", Table.Time(draw.OpensAt)),
        ("a place is of", draw.Announcement.Identity == DrawIdentity.Browser ? "a browser" : "a user"),
        ("entries", Table.Number(draw.Entries)),
        ("root", draw.Root ?? "-"),
        ("source", draw.Announcement.Source == DrawSource.Secret ? "a secret of the operator" : "beacon " + draw.Announcement.Beacon),
        .. draw.Announcement.Source == DrawSource.Secret ? Secret(draw) : Beacon(draw),
        ("seed", draw.Seed ?? "-"),
        .. draw.AbandonedFor is { } reason ? [("abandoned", Table.Plain(reason))] : (IEnumerable<(string, string)>)[],
    ];

    private static IEnumerable<(string, string)> Secret(EventDraw draw) => [("commitment", draw.Announcement.Commitment ?? "-"), ("secret", draw.Secret ?? "-")];

    private static IEnumerable<(string, string)> Beacon(EventDraw draw) =>
        [("round", draw.BeaconRound is { } round ? $"{round} at {Table.Time(draw.BeaconRoundAt)}" : "-"), ("randomness", draw.BeaconValue ?? "-")];

    private static string Amended(AnnouncedDraw announced) =>
        announced.Amendments == 0 ? "" : $", first announced for {Table.Time(announced.DrawAt)}, moved {announced.Amendments} times";
}
