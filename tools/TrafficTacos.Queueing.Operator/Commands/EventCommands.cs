using System.CommandLine;
using TrafficTacos.Queueing.Operator.Cli;
using TrafficTacos.Queueing.Operator.Output;

namespace TrafficTacos.Queueing.Operator.Commands;

/// <summary><c>events</c>, <c>show</c> and <c>end</c>.</summary>
internal static class EventCommands
{
    public static IEnumerable<Command> All(ConnectionOptions connection)
    {
        var events = new Command("events", "Lists the events of the last 30 days, the ones used last first.");
        events.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, session => ListAsync(session, cancellationToken)));
        yield return events;

        var eventId = Inputs.Event();
        var show = new Command("show", "Shows one event in numbers.") { eventId };
        show.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, session => ShowAsync(session, parsed.GetValue(eventId)!, cancellationToken)));
        yield return show;
        yield return End(connection);
    }

    private static Command End(ConnectionOptions connection)
    {
        var (eventId, confirm) = (Inputs.Event(), Inputs.Text("--confirm", "EVENT", "The id of the event once more."));
        var end = new Command("end", "Ends every place, pass and session of an event, and its draw. Take the report first; there is no way back.") { eventId, confirm };
        end.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            var id = parsed.GetValue(eventId)!;
            Inputs.ThrowUnlessConfirmed(parsed.GetValue(confirm), id, "Everybody loses their place, also who is inside");
            var result = await session.Operator.EndEventAsync(id, session.Who, cancellationToken);
            if (session.Json)
                OutputJson.Print(result, OutputJson.Lines.EndEventResult);
            else
                Console.WriteLine(result.Ended
                    ? $"Ended: {result.Waiting} waited, {result.Remembered} were remembered, {result.Admitted} had a pass, {result.Inside} were inside."
                    : "There is nothing to end: nobody came.");
            return result.Ended ? ExitCode.Done : ExitCode.NothingDone;
        }));
        return end;
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        await foreach (var found in session.Operator.ListEventsAsync(cancellationToken))
        {
            if (session.Json)
                OutputJson.Print(found, OutputJson.Lines.EventOverview);
            else
                rows.Add([found.EventId, Inputs.NameOf(found.Mode), Table.Number(found.Length), Table.Number(found.Remembered), Table.Number(found.AdmissionsLastMinute / 60d), Table.Number(found.AdmissionsPerSecond), Table.Number(found.Burst), Table.Span(found.WaitP50)]);
        }

        if (!session.Json)
            Table.Print(["EVENT", "MODE", "WAITING", "REMEMBERED", "RATE/s", "OF", "BURST", "WAIT p50"], rows);
        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(Session session, string eventId, CancellationToken cancellationToken)
    {
        var found = await session.Operator.GetEventAsync(eventId, cancellationToken);
        if (session.Json)
        {
            OutputJson.Print(found, OutputJson.Lines.EventOverview);
            return ExitCode.Done;
        }

        Table.Print(Lines(found));
        return ExitCode.Done;
    }

    public static IEnumerable<(string, string)> Lines(EventOverview found) =>
    [
        ("event", found.EventId),
        ("at", Table.Time(found.At)),
        ("first join", Table.Time(found.FirstJoinAt)),
        ("phase", Inputs.NameOf(found.Phase)),
        ("mode", Inputs.NameOf(found.Mode)),
        ("waiting", Table.Number(found.Length)),
        ("remembered", Table.Number(found.Remembered)),
        ("inside", found.MaximumShoppers > 0 ? $"{Table.Number(found.Shoppers)} of {Table.Number(found.MaximumShoppers)}" : Table.Number(found.Shoppers)),
        ("unspent passes", Table.Number(found.Admitted)),
        ("bucket", $"{Table.Number(found.Level)} of {Table.Number(found.Burst)}, {Table.Number(found.AdmissionsPerSecond)} a second"),
        ("admissions", $"{found.AdmissionsLastMinute} in 1 min, {found.AdmissionsLast5Minutes} in 5 min, {found.AdmissionsLast15Minutes} in 15 min"),
        ("wait", $"half up to {Table.Span(found.WaitP50)}, 95 % up to {Table.Span(found.WaitP95)}"),
        .. found.Counts.Select(count => (count.Key.Replace('_', ' '), Table.Number(count.Value))),
    ];
}
