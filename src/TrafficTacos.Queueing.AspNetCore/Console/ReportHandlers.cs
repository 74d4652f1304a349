using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The report of a sale, in three forms.</summary>
internal sealed class ReportHandlers(WaitingRoomOperator room)
{
    public Task<IResult> JsonAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
        OperatorRequest.Json(await ReadAsync(id, context.RequestAborted).ConfigureAwait(false), ConsoleJson.Default.ReportResponse));

    public Task<IResult> HtmlAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
    {
        var report = await ReadAsync(id, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.ContentSecurityPolicy = ReportPage.ContentPolicy;
        return Results.Content(ReportPage.Write(report), "text/html; charset=utf-8", Encoding.UTF8);
    });

    public Task<IResult> CsvAsync(HttpContext context, string id) => OperatorRequest.RunAsync(id, async () =>
    {
        var report = await ReadAsync(id, context.RequestAborted).ConfigureAwait(false);
        // An event id has no character that a file name or a header could not have.
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{id.Replace(':', '-')}.csv\"";
        return Results.Content(ReportCsv.Write(report), "text/csv; charset=utf-8", Encoding.UTF8);
    });

    private async Task<ReportResponse> ReadAsync(string eventId, CancellationToken cancellationToken)
    {
        var report = await room.ReportAsync(eventId, cancellationToken).ConfigureAwait(false);
        var draw = report.Event.Draw is null ? null : await room.GetDrawAsync(eventId, cancellationToken).ConfigureAwait(false);
        return new ReportResponse
        {
            Event = EventText.Row(report.Event),
            FirstJoinAt = report.Event.FirstJoinAt,
            Came = report.Came,
            Admitted = report.Admitted,
            PassedThrough = report.PassedThrough,
            Left = report.Left,
            Expired = report.Expired,
            NoShow = report.NoShow,
            Removed = report.Removed,
            WaitP50Seconds = report.WaitP50?.TotalSeconds,
            WaitP90Seconds = report.WaitP90?.TotalSeconds,
            WaitP95Seconds = report.WaitP95?.TotalSeconds,
            WaitMaximumSeconds = report.WaitMaximum?.TotalSeconds,
            PeakLength = report.PeakLength,
            PeakAt = report.PeakAt,
            RateUsed = report.RateUsed,
            RateConfigured = report.RateConfigured,
            EstimateError = report.Event.EstimateError,
            Draw = EventText.Draw(draw),
            DrawPapers = draw?.Papers,
            IsJournalCut = report.IsJournalCut,
            History = [.. report.History.Select(EventText.Moment)],
            Audit = [.. report.Audit.Select(entry => new AuditLine(entry.At, entry.Who, entry.What, entry.Detail))],
        };
    }
}
