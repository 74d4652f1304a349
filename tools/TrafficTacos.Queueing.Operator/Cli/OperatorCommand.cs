using System.CommandLine;
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
        foreach (var error in parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            Console.Error.WriteLine($"tq-operator: {error}");
        Console.Error.WriteLine("tq-operator: see --help");
        return ExitCode.WrongInput;
    }
}
