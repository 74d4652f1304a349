using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrafficTacos.Queueing.Draw;
using static System.FormattableString;

namespace TrafficTacos.Draw.Verify;

/// <summary>What is printed.</summary>
internal static class Report
{
    public static string Text(DrawPapers papers, DrawCheck check)
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant($"Draw of {papers.Announcement.EventId}: {Name(papers.State)}, {papers.Announcement.Identity}"));
        foreach (var finding in check.Findings)
            text.AppendLine(Invariant($"  {(finding.Holds is { } holds ? holds ? "holds" : "DOES NOT HOLD" : "not checked"),-14} {finding.Check,-18} {finding.Detail}"));
        foreach (var note in papers.Notes)
            text.AppendLine(Invariant($"  note           {DrawText.Time(note.At)} {note.Text}"));
        text.AppendLine(Verdict(papers, check));
        text.AppendLine("What this cannot prove:");
        foreach (var limit in Limits(papers.Announcement))
            text.Append("  ").AppendLine(limit);
        return text.ToString().TrimEnd();
    }

    public static string Json(DrawPapers papers, DrawCheck check) => JsonSerializer.Serialize(
        new ReportDocument
        {
            Event = papers.Announcement.EventId,
            State = Name(papers.State),
            Holds = check.Findings.All(finding => finding.Holds != false),
            Numbers = check.Ranks?.Count,
            Findings = check.Findings,
            Limits = Limits(papers.Announcement),
        },
        ReportJson.Default.ReportDocument);

    private static string Verdict(DrawPapers papers, DrawCheck check)
    {
        var wrong = check.Findings.Count(finding => finding.Holds == false);
        if (wrong > 0)
            return Invariant($"{wrong} of {check.Findings.Count} checks do not hold: this draw is not what was announced.");
        if (papers.Abandonment is { } abandonment)
            return "Nothing was drawn: the draw was abandoned, and all stand by arrival. " + abandonment.Reason;
        return check.Ranks is { } ranks
            ? Invariant($"The draw holds: all {ranks.Count} numbers follow from what was announced.")
            : "What could be checked holds. The numbers were not computed.";
    }

    private static string[] Limits(DrawAnnouncement announcement) =>
    [
        "That nobody invented people before the list was closed.",
        "That these papers are those that were published then: compare the root with what you, or others, saw before the draw.",
        .. announcement.Source is DrawAnnouncement.SecretSource
            ? (string[])["That the operator did not know the result: whoever knows the secret and the list can compute it. Such a draw cannot be verified against the operator."]
            : [],
    ];

    private static string Name(PapersState state) => state.ToString().ToLowerInvariant();
}

/// <summary>The result as JSON.</summary>
internal sealed record ReportDocument
{
    [JsonPropertyName("event_id")]
    public required string Event { get; init; }

    [JsonPropertyName("state")]
    public required string State { get; init; }

    [JsonPropertyName("holds")]
    public required bool Holds { get; init; }

    /// <summary>How many were computed.</summary>
    [JsonPropertyName("numbers")]
    public int? Numbers { get; init; }

    [JsonPropertyName("findings")]
    public required IReadOnlyList<DrawFinding> Findings { get; init; }

    [JsonPropertyName("cannot_prove")]
    public required IReadOnlyList<string> Limits { get; init; }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
