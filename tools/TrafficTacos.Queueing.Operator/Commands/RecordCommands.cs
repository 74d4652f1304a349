using System.CommandLine;
using TrafficTacos.Queueing.Operator.Cli;
using TrafficTacos.Queueing.Operator.Output;

namespace TrafficTacos.Queueing.Operator.Commands;

/// <summary><c>journal</c>, <c>audit</c> and <c>report</c>.</summary>
internal static class RecordCommands
{
    public static IEnumerable<Command> All(ConnectionOptions connection)
    {
        yield return Journal(connection);

        var audited = Inputs.Event();
        var audit = new Command("audit", "Prints what operators did, oldest first.") { audited };
        audit.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            await foreach (var entry in session.Operator.GetAuditAsync(parsed.GetValue(audited)!, cancellationToken))
            {
                if (session.Json)
                    OutputJson.Print(entry, OutputJson.Lines.AuditEntry);
                else
                    Console.WriteLine($"{Table.Time(entry.At)}  {Table.Plain(entry.Who)}  {entry.What}  {AuditText.Of(entry)}");
            }

            return ExitCode.Done;
        }));
        yield return audit;

        var reported = Inputs.Event();
        var csv = new Option<bool>("--csv") { Description = "Print the history as CSV." };
        var report = new Command("report", "Prints a sale in numbers, to keep.") { reported, csv };
        report.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            if (session.Json && parsed.GetValue(csv))
                throw new WrongInputException("--json and --csv exclude each other.");
            var found = await session.Operator.ReportAsync(parsed.GetValue(reported)!, cancellationToken);
            if (session.Json)
                OutputJson.Print(found, OutputJson.Lines.SaleReport);
            else if (parsed.GetValue(csv))
                ReportCsv.Write(found, Console.Out);
            else
                ReportText.Print(found);
            return found.Came > 0 ? ExitCode.Done : ExitCode.NothingDone;
        }));
        yield return report;
    }

    private static Command Journal(ConnectionOptions connection)
    {
        var eventId = Inputs.Event();
        var after = Inputs.Text("--after", "POSITION", "Begin behind this record. [default: at the first that is kept]");
        var follow = new Option<bool>("--follow") { Description = "Go on with what happens from now on, until Ctrl-C." };
        var journal = new Command("journal", "Prints what happened to visitors, oldest first.") { eventId, after, follow };
        journal.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            try
            {
                await foreach (var entry in session.Operator.ReadJournalAsync(parsed.GetValue(eventId)!, parsed.GetValue(after), parsed.GetValue(follow), cancellationToken))
                {
                    if (session.Json)
                        OutputJson.Print(entry, OutputJson.Lines.JournalEntry);
                    else
                        Console.WriteLine($"{entry.Position}  {Table.Time(entry.At)}  {entry.VisitorKey}  {entry.Description}");
                }
            }
            catch (OperationCanceledException) when (parsed.GetValue(follow))
            {
                // Ctrl-C is how it ends.
            }

            return ExitCode.Done;
        }));
        return journal;
    }
}
