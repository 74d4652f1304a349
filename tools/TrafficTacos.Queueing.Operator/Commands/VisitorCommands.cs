using System.CommandLine;
using TrafficTacos.Queueing.Operator.Cli;
using TrafficTacos.Queueing.Operator.Output;

namespace TrafficTacos.Queueing.Operator.Commands;

/// <summary><c>find</c>, <c>admit</c>, <c>remove</c> and <c>undo</c>.</summary>
internal static class VisitorCommands
{
    public static IEnumerable<Command> All(ConnectionOptions connection)
    {
        yield return Find(connection);
        yield return Admit(connection);
        yield return Remove(connection);
        var eventId = Inputs.Event();
        var id = new Argument<string>("UNDO-ID") { Description = "What remove printed." };
        var undo = new Command("undo", "Gives back whom a removal took, up to ten minutes after it.") { eventId, id };
        undo.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            var result = await session.Operator.UndoAsync(parsed.GetValue(eventId)!, parsed.GetValue(id)!, session.Who, cancellationToken);
            if (session.Json)
                OutputJson.Print(result, OutputJson.Lines.UndoResult);
            else
                Console.WriteLine(result.Outcome switch
                {
                    UndoOutcome.Done => $"{result.Restored} visitors are back; {result.Skipped} had joined again and keep that place.",
                    UndoOutcome.DrawBegins => $"{result.Restored} visitors are back. The others were removed before the draw that begins just now; repeat this in a few seconds.",
                    UndoOutcome.TooLate => "That removal is older than ten minutes; nobody is back.",
                    _ => "There is no such removal, or everybody of it is back.",
                });
            return result.Outcome == UndoOutcome.Done ? ExitCode.Done : ExitCode.NothingDone;
        }));
        yield return undo;
    }

    private static Command Find(ConnectionOptions connection)
    {
        var (eventId, who) = (Inputs.Event(), new VisitorOptions(withNumbers: true));
        var find = new Command("find", "Shows where a visitor stands and what happened to them.") { eventId };
        who.AddTo(find);
        find.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            var progress = new Progress<long>(count => Console.Error.WriteLine($"tq-operator: looked at {count}"));
            var found = await session.Operator.FindVisitorAsync(parsed.GetValue(eventId)!, who.Read(parsed), Console.IsErrorRedirected ? null : progress, cancellationToken);
            if (found is null)
            {
                Console.Error.WriteLine("tq-operator: nobody is known by that");
                return ExitCode.NothingDone;
            }

            if (session.Json)
                OutputJson.Print(found, OutputJson.Lines.VisitorReport);
            else
                Print(found);
            return ExitCode.Done;
        }));
        return find;
    }

    private static void Print(VisitorReport found)
    {
        Table.Print(
        [
            ("visitor", found.VisitorKey),
            ("support code", found.SupportCode),
            ("now", found.Description),
            ("position", found.Position > 0 ? Table.Number(found.Position) : "-"),
            ("draw number", Table.Number(found.DrawNumber)),
            ("joined", Table.Time(found.JoinedAt)),
            ("last heard", found.LastHeard is { } heard ? Table.Span(heard) + " ago" : "-"),
            ("their turn for", Table.Span(found.TurnFor)),
            ("remembered for", Table.Span(found.RememberedFor)),
            ("turns passed", $"{found.SilentTurns} silent, {found.LingeredTurns} not entered"),
        ]);
        Console.WriteLine();
        if (found.IsJournalCut)
            Console.WriteLine("The journal was cut: what happened first may be missing.");
        foreach (var entry in found.Journal)
            Console.WriteLine($"{Table.Time(entry.At)}  {entry.Description}");
    }

    private static Command Admit(ConnectionOptions connection)
    {
        var (eventId, who) = (Inputs.Event(), new VisitorOptions(withNumbers: false));
        var admit = new Command("admit", "Lets a visitor in next: directly behind those whose turn it is.") { eventId };
        who.AddTo(admit);
        admit.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            var result = await session.Operator.AdmitNextAsync(parsed.GetValue(eventId)!, who.Read(parsed), session.Who, cancellationToken);
            if (session.Json)
                OutputJson.Print(result, OutputJson.Lines.AdmitNextResult);
            else
                Console.WriteLine(result.Outcome switch
                {
                    AdmitNextOutcome.Done => $"They stand at position {result.Position}, directly behind those whose turn it is.",
                    AdmitNextOutcome.AlreadyThere => $"They stand there already, at position {result.Position}.",
                    AdmitNextOutcome.NotDrawn => "Nobody has a number before the draw is done.",
                    AdmitNextOutcome.AlreadyAdmitted => "They were let in before.",
                    _ => "Nobody is known by that, or their place is gone.",
                });
            return result.Outcome is AdmitNextOutcome.Done or AdmitNextOutcome.AlreadyThere ? ExitCode.Done : ExitCode.NothingDone;
        }));
        return admit;
    }

    private static Command Remove(ConnectionOptions connection)
    {
        var (eventId, who) = (Inputs.Event(), new VisitorOptions(withNumbers: false));
        var group = Inputs.Text("--group", "GROUP", "Everybody who joined with this group. Shows how many that are; --yes removes them.");
        var yes = new Option<bool>("--yes") { Description = "Removes a whole group." };
        var remove = new Command("remove", "Removes a visitor, or a group of them.") { eventId, group, yes };
        who.AddTo(remove);
        remove.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            var id = parsed.GetValue(eventId)!;
            if (parsed.GetValue(group) is not { } named)
                return Report(session, await session.Operator.RemoveAsync(id, who.Read(parsed), session.Who, cancellationToken));
            if (who.IsGiven(parsed))
                throw new WrongInputException("--group stands alone.");
            if (parsed.GetValue(yes))
                return Report(session, await session.Operator.RemoveManyAsync(id, named, session.Who, cancellationToken));
            var count = await session.Operator.CountAsync(id, named, cancellationToken);
            if (session.Json)
                OutputJson.Print(new Output.GroupCount(named, count), OutputJson.Lines.GroupCount);
            else
                Console.WriteLine($"{count} visitors of this group have a place; nobody was removed. Add --yes to remove them.");
            return ExitCode.NothingDone;
        }));
        return remove;
    }

    private static int Report(Session session, RemovalResult result)
    {
        if (session.Json)
            OutputJson.Print(result, OutputJson.Lines.RemovalResult);
        else if (result.UndoId is { } undoId)
            Console.WriteLine($"{result.Removed} visitors were removed. For ten minutes this gives them back: undo EVENT {undoId}");
        else
            Console.WriteLine(result.AlreadyAdmitted > 0 ? "Nobody was removed: they were let in before." : "Nobody was removed: nobody with a place is known by that.");
        if (!result.IsComplete)
            Console.Error.WriteLine("tq-operator: not all of them: the store went away, or the command was cancelled. The others still wait.");
        return result is { Removed: > 0, IsComplete: true } ? ExitCode.Done : ExitCode.NothingDone;
    }
}
