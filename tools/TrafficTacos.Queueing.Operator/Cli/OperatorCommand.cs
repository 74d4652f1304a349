using System.CommandLine;
using System.CommandLine.Parsing;
using TrafficTacos.Queueing.Operator.Commands;

namespace TrafficTacos.Queueing.Operator.Cli;

/// <summary>The command line.</summary>
internal static class OperatorCommand
{
    /// <summary>Parses the arguments and runs the command, or prints what is wrong.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand("Looks at the waiting room in Redis, changes it, and finds visitors.");
        foreach (var option in connection.All)
            root.Add(option);
        foreach (var command in EventCommands.All(connection).Concat(SettingCommands.All(connection)).Concat(VisitorCommands.All(connection)).Concat(DrawCommands.All(connection)).Concat(RecordCommands.All(connection)))
            root.Add(command);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        foreach (var error in parsed.Errors.Select(error => Surplus(parsed, error) ?? error.Message).Distinct(StringComparer.Ordinal))
            Console.Error.WriteLine($"tq-operator: {error}");
        Console.Error.WriteLine("tq-operator: see --help");
        return ExitCode.WrongInput;
    }

    /// <summary>That a command got more values than it takes; null if something else is wrong.</summary>
    private static string? Surplus(ParseResult parsed, ParseError error)
    {
        var command = parsed.CommandResult.Command;
        return command.Arguments.Count > 0 && parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-') && error.Message.Contains($"'{token}'", StringComparison.Ordinal)) is { } token
            ? $"{command.Name} takes {string.Join(' ', command.Arguments.Select(argument => argument.Name))} and no other value: {Inputs.Quote(token)} is one too many"
            : null;
    }
}
