using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Between the record in the store and the papers.</summary>
internal static class DrawRecords
{
    public static byte[] Announce(DrawAnnouncement announcement) =>
        JsonSerializer.SerializeToUtf8Bytes(announcement, DrawRecordJson.Default.DrawAnnouncement);

    /// <summary>With the amendments; null if nothing was announced.</summary>
    public static DrawAnnouncement? AnnouncementOf(DrawReply record)
    {
        if (record.Bytes(DrawFields.Announcement) is not { } json)
            return null;
        var announcement = JsonSerializer.Deserialize(json, DrawRecordJson.Default.DrawAnnouncement)!;
        var amendments = new List<DrawAmendment>();
        for (var n = 1; n <= (record.Number(DrawFields.Amendments) ?? 0); n++)
        {
            var times = record.Text(string.Create(CultureInfo.InvariantCulture, $"{DrawFields.Amendment}{n}"))!.Split(' ');
            amendments.Add(new DrawAmendment { Number = n, DrawAt = Number(times[0]), MadeAt = Number(times[1]) });
        }

        return announcement with { Amendments = amendments };

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Null if nothing was announced.</summary>
    public static DrawIdentity? IdentityOf(DrawReply record) =>
        AnnouncementOf(record) is not { } announcement ? null : announcement.Identity is DrawAnnouncement.OfBrowsers ? DrawIdentity.Browser : DrawIdentity.User;

    public static Generation GenerationOf(DrawReply record) =>
        record.Bytes(DrawFields.Generation) is { Length: Generation.Size } bytes ? Generation.Read(bytes) : Generation.None;

    public static byte[] SeedOf(DrawReply record, byte[] randomness) =>
        DrawSeed.Of(AnnouncementOf(record)!.Hash(), record.Bytes(DrawFields.Root)!, randomness);

    /// <summary>What operators say is the signature of the round, one each.</summary>
    public static IReadOnlyList<byte[]> SuppliedOf(DrawReply record) =>
        [.. record.Fields.Where(field => field.Key.StartsWith(DrawFields.Supplied, StringComparison.Ordinal)).Select(field => field.Value)];

    /// <summary>Null if nothing was announced.</summary>
    public static DrawPapers? PapersOf(DrawReply record)
    {
        if (AnnouncementOf(record) is not { } announcement)
            return null;
        var stage = record.RecordedStage;
        var states = StatesOf(record, stage);
        var (isRooted, isSeeded) = (stage is >= DrawStage.Rooted and < DrawStage.Abandoned, stage is DrawStage.Seeded or DrawStage.Ranked);
        return new DrawPapers
        {
            State = states[^1].State,
            States = states,
            Announcement = announcement,
            AnnouncementHash = announcement.Hash(),
            Entries = isRooted ? (int?)record.Number(DrawFields.Entries) : null,
            Root = isRooted ? record.Bytes(DrawFields.Root) : null,
            Beacon = isRooted && announcement.Beacon is { } beacon
                ? new DrawnRound
                {
                    Name = beacon.Name,
                    Round = record.Number(DrawFields.Round)!.Value,
                    Signature = isSeeded ? record.Bytes(DrawFields.Signature) : null,
                    Randomness = isSeeded ? record.Bytes(DrawFields.Value) : null,
                }
                : null,
            Secret = isSeeded && announcement.Beacon is null ? record.Bytes(DrawFields.Value) : null,
            Seed = isSeeded ? record.Bytes(DrawFields.Seed) : null,
            Abandonment = stage == DrawStage.Abandoned
                ? new DrawAbandonment { Reason = record.Text(DrawFields.Reason)!, At = record.Number(DrawFields.AbandonedAt)!.Value }
                : null,
            Notes = [.. NotesOf(record)],
        };
    }

    public static IEnumerable<DrawNote> NotesOf(DrawReply record)
    {
        for (var n = 1; record.Text(string.Create(CultureInfo.InvariantCulture, $"{DrawFields.Note}{n}")) is { } note; n++)
        {
            var at = note.IndexOf(' ', StringComparison.Ordinal);
            yield return new DrawNote { At = long.Parse(note[..at], CultureInfo.InvariantCulture), Text = note[(at + 1)..] };
        }
    }

    private static List<PapersStep> StatesOf(DrawReply record, DrawStage stage)
    {
        var states = new List<PapersStep>();
        Add(PapersState.Announced, record.Number(DrawFields.AnnouncedAt));
        if (record.RecordedFreeze is { } frozen)
            Add(PapersState.Frozen, record.Number(DrawFields.FrozenAt) ?? frozen);
        Add(PapersState.Rooted, record.Number(DrawFields.RootedAt));
        Add(PapersState.Seeded, record.Number(DrawFields.SeededAt));
        if (stage == DrawStage.Ranked)
            Add(PapersState.Ranked, record.Number(DrawFields.RankedAt));
        if (stage == DrawStage.Abandoned)
            Add(PapersState.Abandoned, record.Number(DrawFields.AbandonedAt));
        return states;

        void Add(PapersState state, long? at)
        {
            if (at is { } time)
                states.Add(new PapersStep { State = state, At = Math.Max(time, states.Count == 0 ? 0 : states[^1].At) });
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DrawAnnouncement))]
internal sealed partial class DrawRecordJson : JsonSerializerContext;
