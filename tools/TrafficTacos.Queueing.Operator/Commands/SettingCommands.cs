using System.CommandLine;
using TrafficTacos.Queueing.Operator.Cli;
using TrafficTacos.Queueing.Operator.Output;

namespace TrafficTacos.Queueing.Operator.Commands;

/// <summary>What holds for an event: <c>settings</c>, <c>pause</c>, <c>resume</c>, <c>rate</c>, <c>burst</c>, <c>shoppers</c>, <c>mode</c>,
/// <c>message</c>, <c>schedule</c>, <c>reset</c>.</summary>
internal static class SettingCommands
{
    private const int MaximumRate = 1_000_000;

    private static readonly EventMode[] Modes =
        [EventMode.Normal, EventMode.Paused, EventMode.Draining, EventMode.Passthrough, EventMode.Off, EventMode.Maintenance];

    /// <summary>These let everybody in, or nobody wait.</summary>
    private static readonly EventMode[] Wide = [EventMode.Passthrough, EventMode.Off, EventMode.Maintenance];

    public static IEnumerable<Command> All(ConnectionOptions connection)
    {
        var rate = Inputs.Number("RATE", "Admissions a second in the long run.", 0.000001, MaximumRate);
        var burst = Inputs.Whole("BURST", "The most admissions that can be saved up.", 1, MaximumRate);
        var shoppers = Inputs.Whole("SHOPPERS", "The most visitors who are inside at once; 0 for no limit.", 0, 10_000_000);
        yield return Change(connection, "settings", "Shows the settings in force.", null, (_, _, _) => Task.FromResult<EventSettingsChange?>(new EventSettingsChange()));
        yield return Change(connection, "pause", "Stops admission. Nothing is saved up.", null, (_, who) => new EventSettingsChange { Mode = EventMode.Paused, ChangedBy = who });
        yield return Change(connection, "resume", "Ends a pause: the event does again what it did before.", null, ResumeAsync);
        yield return Change(connection, "rate", "Sets the admissions a second.", rate, (parsed, who) => new EventSettingsChange { AdmissionsPerSecond = parsed.GetValue(rate), ChangedBy = who });
        yield return Change(connection, "burst", "Sets how many admissions can be saved up.", burst, (parsed, who) => new EventSettingsChange { Burst = parsed.GetValue(burst), ChangedBy = who });
        yield return Change(connection, "shoppers", "Sets how many visitors are inside at once.", shoppers, (parsed, who) => new EventSettingsChange { MaximumShoppers = parsed.GetValue(shoppers), ChangedBy = who });
        yield return ModeCommand(connection);
        yield return MessageCommand(connection);
        yield return ScheduleCommand(connection);
        var names = new Argument<EventSetting[]>("SETTING")
        {
            Description = "One or more of " + string.Join(", ", Enum.GetValues<EventSetting>().Select(Inputs.NameOf)) + ".",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                var settings = result.Tokens.Select(token => Enum.GetValues<EventSetting>().Where(setting => Inputs.NameOf(setting) == token.Value).Cast<EventSetting?>().FirstOrDefault()).ToList();
                if (settings.Contains(null))
                    result.AddError("SETTING expects " + string.Join(", ", Enum.GetValues<EventSetting>().Select(Inputs.NameOf)));
                return [.. settings.OfType<EventSetting>()];
            },
        };
        yield return Change(connection, "reset", "Sets settings back to what is configured.", names, (parsed, who) => new EventSettingsChange { Reset = parsed.GetValue(names)!, ChangedBy = who });
    }

    /// <summary>The audit trail knows what the event did before.</summary>
    private static async Task<EventSettingsChange?> ResumeAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var eventId = parsed.GetValue<string>("EVENT")!;
        if ((await session.Operator.GetSettingsAsync(eventId, cancellationToken)).Mode != EventMode.Paused)
        {
            Console.Error.WriteLine("tq-operator: the event is not paused");
            return null;
        }

        var before = EventMode.Normal;
        await foreach (var entry in session.Operator.GetAuditAsync(eventId, cancellationToken))
        {
            if (entry.What == "set mode" && entry.Detail.Split('\n') is [var old, "paused"] && old != "paused")
                before = Modes.FirstOrDefault(mode => string.Equals(Inputs.NameOf(mode), old, StringComparison.Ordinal), EventMode.Normal);
        }

        if (Wide.Contains(before))
            throw new WrongInputException($"Before the pause the mode was {Inputs.NameOf(before)}. Say what it is to be: tq-operator mode {eventId} MODE.");
        return new EventSettingsChange { Mode = before, ChangedBy = session.Who };
    }

    private static Command ModeCommand(ConnectionOptions connection)
    {
        var mode = Inputs.Mode(Modes);
        var confirm = Inputs.Text("--confirm", "EVENT", "The id of the event once more, for passthrough, off and maintenance.");
        var command = Change(connection, "mode", "Sets what the event does.", mode, (parsed, who) =>
        {
            var wanted = parsed.GetValue(mode);
            if (Wide.Contains(wanted))
                Inputs.ThrowUnlessConfirmed(parsed.GetValue(confirm), parsed.GetValue<string>("EVENT")!, $"Mode {Inputs.NameOf(wanted)} holds for everybody at once");
            return new EventSettingsChange { Mode = wanted, ChangedBy = who };
        });
        command.Add(confirm);
        return command;
    }

    private static Command MessageCommand(ConnectionOptions connection)
    {
        var text = new Argument<string>("TEXT") { Description = "What everybody who waits is told: up to 280 characters. Empty for none.", Arity = ArgumentArity.ExactlyOne };
        var languages = new Option<string[]>("--in") { HelpName = "LANGUAGE=TEXT", Description = "The text in another language, for example ko=…; repeat it for several." };
        var command = Change(connection, "message", "Tells everybody who waits something.", text, (parsed, who) =>
        {
            var translations = Translations(parsed.GetValue(languages) ?? []);
            if (translations.Count > 0 && string.IsNullOrWhiteSpace(parsed.GetValue(text)))
                throw new WrongInputException("--in needs a TEXT beside it, for everybody whose language is not named.");
            return new EventSettingsChange { Message = new EventMessage { Text = parsed.GetValue(text)!, Translations = translations }, ChangedBy = who };
        });
        command.Add(languages);
        return command;
    }

    private static Dictionary<string, string> Translations(IEnumerable<string> all)
    {
        var translations = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var given in all)
        {
            if (given.Split('=', 2) is not [var language, var text] || string.IsNullOrWhiteSpace(text))
                throw new WrongInputException($"--in expects LANGUAGE=TEXT, for example ko=곧, not {Inputs.Quote(given)}.");
            if (!translations.TryAdd(language, text))
                throw new WrongInputException($"--in names the language {Inputs.Quote(language)} twice.");
        }

        return translations;
    }

    private static Command ScheduleCommand(ConnectionOptions connection)
    {
        var gather = Inputs.Time("--gather-at", "From when visitors may join.");
        var opens = Inputs.Time("--opens-at", "From when visitors may enter.");
        var closes = Inputs.Time("--closes-at", "From when nobody may join.");
        var draw = Inputs.Time("--draw-at", "When those who gathered are drawn.");
        var order = new Option<QueueOrder?>("--order") { HelpName = "ORDER", Description = "What decides who stands where: arrival or draw.", CustomParser = result => Inputs.Name(result, Enum.GetValues<QueueOrder>()) };
        var command = Change(connection, "schedule", "Sets when the event gathers, opens and closes. What is not named stays.", null, (parsed, who) =>
        {
            if (parsed.GetValue(gather) is null && parsed.GetValue(opens) is null && parsed.GetValue(closes) is null && parsed.GetValue(draw) is null && parsed.GetValue(order) is null)
                throw new WrongInputException("Name what to set: --gather-at, --opens-at, --closes-at, --draw-at or --order.");
            return new EventSettingsChange
            {
                GatherAt = parsed.GetValue(gather),
                OpensAt = parsed.GetValue(opens),
                ClosesAt = parsed.GetValue(closes),
                DrawAt = parsed.GetValue(draw),
                Order = parsed.GetValue(order),
                ChangedBy = who,
            };
        });
        foreach (var option in (Option[])[gather, opens, closes, draw, order])
            command.Add(option);
        return command;
    }

    private static Command Change(ConnectionOptions connection, string name, string description, Argument? argument, Func<ParseResult, string, EventSettingsChange> read) =>
        Change(connection, name, description, argument, (parsed, session, _) => Task.FromResult<EventSettingsChange?>(read(parsed, session.Who)));

    /// <param name="connection">The store.</param>
    /// <param name="name">Of the command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="argument">What it takes besides the event.</param>
    /// <param name="read">The change; null if there is none to make.</param>
    private static Command Change(
        ConnectionOptions connection, string name, string description, Argument? argument, Func<ParseResult, Session, CancellationToken, Task<EventSettingsChange?>> read)
    {
        var eventId = Inputs.Event();
        var command = new Command(name, description) { eventId };
        if (argument is not null)
            command.Add(argument);
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(parsed, async session =>
        {
            if (await read(parsed, session, cancellationToken) is not { } change)
                return ExitCode.NothingDone;
            if (!string.Equals(name, "settings", StringComparison.Ordinal))
                await session.Operator.ChangeSettingsAsync(parsed.GetValue(eventId)!, change, cancellationToken);
            // The answer to a change knows the numbers of whoever asks. What the gateways configure is in the store.
            var settings = await session.Operator.GetSettingsAsync(parsed.GetValue(eventId)!, cancellationToken);
            if (session.Json)
                OutputJson.Print(settings, OutputJson.Lines.EventSettings);
            else
                Table.Print(Lines(settings));
            return ExitCode.Done;
        }));
        return command;
    }

    private static IEnumerable<(string, string)> Lines(EventSettings settings) =>
    [
        ("rate", Table.Number(settings.AdmissionsPerSecond) + " a second"),
        ("burst", Table.Number(settings.Burst)),
        ("mode", Inputs.NameOf(settings.Mode)),
        ("shoppers", settings.MaximumShoppers == 0 ? "no limit" : Table.Number(settings.MaximumShoppers)),
        ("gathers", Table.Time(settings.GatherAt)),
        ("opens", Table.Time(settings.OpensAt)),
        ("closes", Table.Time(settings.ClosesAt)),
        ("draw", Table.Time(settings.DrawAt)),
        ("order", Inputs.NameOf(settings.Order)),
        ("message", settings.Message is { Text: var text } ? Table.Plain(text) : "-"),
        ("changed", settings.Changed.Count == 0 ? "nothing" : string.Join(", ", settings.Changed.Select(Inputs.NameOf))),
    ];
}
