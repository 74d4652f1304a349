using System.Text;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Engine;

/// <summary>From the record of a draw to what everybody may know of it.</summary>
internal static class PublishedDraw
{
    /// <summary>Null if nothing was announced.</summary>
    public static EventDraw? Of(string eventId, DrawReply record)
    {
        if (DrawRecords.PapersOf(record) is not { } papers)
            return null;
        var announced = papers.Announcement;
        return new EventDraw
        {
            EventId = eventId,
            Generation = DrawText.Hex(announced.Generation),
            Phase = (DrawPhase)papers.State,
            Announcement = new AnnouncedDraw
            {
                Algorithm = announced.Algorithm,
                Hash = DrawText.Hex(papers.AnnouncementHash),
                GatherAt = announced.GatherAt is { } gatherAt ? Time(gatherAt) : null,
                DrawAt = Time(announced.DrawAt),
                DrawAtInForce = Time(announced.DrawAtInForce),
                Amendments = announced.Amendments.Count,
                Source = announced.Beacon is null ? DrawSource.Secret : DrawSource.Beacon,
                Identity = DrawRecords.IdentityOf(record)!.Value,
                Beacon = announced.Beacon?.Name,
                Commitment = Hex(announced.Commitment),
            },
            OpensAt = SettingValues.Time(record.Schedule.OpensAt),
            Entries = papers.Entries,
            Root = Hex(papers.Root),
            BeaconRound = papers.Beacon?.Round,
            BeaconRoundAt = papers.Beacon is { } round ? Time(BeaconRounds.TimeOf(announced.Beacon!, round.Round)) : null,
            BeaconValue = Hex(papers.Beacon?.Randomness),
            Secret = Hex(papers.Secret),
            Seed = Hex(papers.Seed),
            AbandonedFor = papers.Abandonment?.Reason,
            Papers = Encoding.UTF8.GetString(papers.Write()),
        };
    }

    public static DrawnPlace Of(OwnDraw mine) => new()
    {
        Leaf = DrawText.Hex(mine.Leaf),
        Salt = DrawText.Hex(mine.Salt),
        Entry = DrawText.Hex(mine.Entry),
        Ticket = mine.Ticket,
        Index = mine.Index,
        Path = mine.Path,
        DrawNumber = mine.DrawNumber,
    };

    private static string? Hex(byte[]? bytes) => bytes is null ? null : DrawText.Hex(bytes);

    private static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
}
