using System.CommandLine;
using System.Security.Cryptography;
using TrafficTacos.Queueing.Operator.Cli;
using TrafficTacos.Queueing.Operator.Output;

namespace TrafficTacos.Queueing.Operator.Commands;

/// <summary><c>draw</c>, <c>supply-beacon</c> and <c>abandon-draw</c>.</summary>
internal static class DrawCommands
{
    private const int LongestSignature = 96;

    public static IEnumerable<Command> All(ConnectionOptions connection)
    {
        yield return Show(connection);
        yield return Supply(connection);
        yield return Abandon(connection);
    }

    private static Command Show(ConnectionOptions connection)
    {
        var eventId = Inputs.Event();
        var papers = new Option<bool>("--papers") { Description = "Print the papers alone, for verify-draw." };
        var draw = new Command("draw", "Shows the draw of an event: how far it is, and what is published of it.") { eventId, papers };
        draw.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            if (session.Json && parsed.GetValue(papers))
                throw new WrongInputException("--json and --papers exclude each other.");
            if (await session.Operator.GetDrawAsync(parsed.GetValue(eventId)!, cancellationToken) is not { } found)
            {
                Console.Error.WriteLine("tq-operator: no draw of this event was announced");
                return ExitCode.NothingDone;
            }

            if (parsed.GetValue(papers))
                Console.WriteLine(found.Papers);
            else
                DrawText.Print(found, session.Json);
            return ExitCode.Done;
        }));
        return draw;
    }

    private static Command Supply(ConnectionOptions connection)
    {
        var eventId = Inputs.Event();
        var round = Inputs.LongWhole("ROUND", "The round of the beacon that the draw waits for.");
        var signature = Inputs.Bytes("SIGNATURE", "Its signature: 96 or 192 hexadecimal digits, as the beacon gives it.", LongestSignature / 2, LongestSignature);
        var randomness = Inputs.OptionalBytes("--randomness", "The randomness that the beacon gives with it: finds a wrong digit.", SHA256.HashSizeInBytes);
        var confirm = Inputs.Text("--confirm", "EVENT", "The id of the event once more.");
        var supply = new Command("supply-beacon", "Brings the round that a draw waits for, where no gateway reaches the beacon. It decides the outcome.") { eventId, round, signature, randomness, confirm };
        supply.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            var id = parsed.GetValue(eventId)!;
            Inputs.ThrowUnlessConfirmed(parsed.GetValue(confirm), id, "A round decides a draw for ever");
            // An option of bytes that is not given is an empty array, not null.
            if (parsed.GetValue(randomness) is { Length: > 0 } expected && !expected.AsSpan().SequenceEqual(SHA256.HashData(parsed.GetValue(signature)!)))
                throw new WrongInputException("The randomness is not the SHA-256 of this signature: one of them is not what the beacon gave.");
            await session.Operator.SupplyBeaconAsync(id, parsed.GetValue(round), parsed.GetValue(signature)!, session.Who, cancellationToken);
            return await PrintAsync(session, id, cancellationToken);
        }));
        return supply;
    }

    private static Command Abandon(ConnectionOptions connection)
    {
        var eventId = Inputs.Event();
        var reason = new Argument<string>("REASON") { Description = "Why: 1 to 280 characters. Everybody reads it, for ever." };
        var confirm = Inputs.Text("--confirm", "EVENT", "The id of the event once more.");
        var abandon = new Command("abandon-draw", "Ends a draw that has no seed yet: all stand by arrival. There is no way back.") { eventId, reason, confirm };
        abandon.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            var id = parsed.GetValue(eventId)!;
            Inputs.ThrowUnlessConfirmed(parsed.GetValue(confirm), id, "An abandoned draw is never made");
            await session.Operator.AbandonDrawAsync(id, parsed.GetValue(reason)!, session.Who, cancellationToken);
            return await PrintAsync(session, id, cancellationToken);
        }));
        return abandon;
    }

    private static async Task<int> PrintAsync(Session session, string eventId, CancellationToken cancellationToken)
    {
        if (await session.Operator.GetDrawAsync(eventId, cancellationToken) is { } found)
            DrawText.Print(found, session.Json);
        else
            Console.WriteLine(session.Json ? "null" : "No draw of this event was announced, and none will be.");
        return ExitCode.Done;
    }
}
