using System.Globalization;
using System.Text;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>What stays of a draw, whatever becomes of its event: lua/include/draw_papers.lua.</summary>
internal sealed partial class EventQueue
{
    /// <summary>What the trail says of a step; null for nothing.</summary>
    private string? AuditOf(DrawStep step, in DrawSchedule schedule) => step.Name switch
    {
        DrawStep.AnnounceName => step.TextOf(DrawFields.Announcement),
        DrawStep.AmendName => string.Create(CultureInfo.InvariantCulture, $"draw at {schedule.DrawAt}"),
        DrawStep.RootName => $"{Text(DrawFields.Entries)} entries, root {Hex(DrawFields.Root)}, round {Text(DrawFields.Round) ?? "none"}",
        DrawStep.SeedName => $"value {Hex(DrawFields.Value)}, signature {Hex(DrawFields.Signature)}, seed {Hex(DrawFields.Seed)}",
        DrawStep.RankedName => $"{Text(DrawFields.Entries)} entries",
        _ => null,
    };

    /// <summary>A draw that was announced under this name before, and whose event was ended, stands in the papers of the next one: nobody draws
    /// again in silence.</summary>
    private List<KeyValuePair<string, byte[]>> EarlierDraws(long time)
    {
        var notes = new List<string>();
        for (var i = 1; i <= Math.Min(NumberOf(DrawFields.Notes), MaxNotes); i++)
        {
            if (Text(NoteField(i)) is { } note && note.Contains(" earlier draw ", StringComparison.Ordinal))
                notes.Add(note);
        }

        if (Text(DrawFields.AnnouncedAt) is { } announcedAt)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{time} earlier draw {Hex(DrawFields.Generation)}, announced at {announcedAt}: root {Hex(DrawFields.Root)}, seed {Hex(DrawFields.Seed)}"));
        var fields = notes.Select((note, i) => KeyValuePair.Create(NoteField(i + 1), Encoding.UTF8.GetBytes(note))).ToList();
        if (notes.Count > 0)
            fields.Add(new(DrawFields.Notes, Encoding.ASCII.GetBytes(notes.Count.ToString(CultureInfo.InvariantCulture))));
        return fields;
    }

    /// <summary>What everybody may know of a draw that is done: lua/include/draw.lua.</summary>
    private void NoteDraw(string what, long time)
    {
        if (_draw.Stage != DrawStage.Ranked)
            return;
        var number = NumberOf(DrawFields.Notes) + 1;
        Write(DrawFields.Notes, number);
        if (number <= MaxNotes)
            Write([new(NoteField(number), Encoding.ASCII.GetBytes($"{time} {what}"))]);
    }

    private static string NoteField(long number) => string.Create(CultureInfo.InvariantCulture, $"{DrawFields.Note}{number}");

    private string? Text(string field) => _drawRecord.TryGetValue(field, out var value) ? Encoding.UTF8.GetString(value) : null;

    private string Hex(string field) => _drawRecord.TryGetValue(field, out var value) ? Convert.ToHexStringLower(value) : "none";
}
