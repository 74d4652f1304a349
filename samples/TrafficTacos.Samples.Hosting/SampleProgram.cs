namespace TrafficTacos.Samples.Hosting;

/// <summary>What the programs of the samples share.</summary>
public static class SampleProgram
{
    /// <summary>The option of <see cref="WaitForExitAsync"/>.</summary>
    public const string ExitWithInputOption = "--exit-with-input";

    private const int InvalidArguments = 2;
    private const int PortInUse = 1;

    /// <summary>Prints the errors of the command line.</summary>
    /// <returns>The exit status.</returns>
    public static int PrintErrors(string program, IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var error in errors)
            Console.Error.WriteLine($"{program}: {error}");
        Console.Error.WriteLine($"{program}: see --help");
        return InvalidArguments;
    }

    /// <summary>Prints that the port is in use.</summary>
    /// <returns>The exit status.</returns>
    public static int PrintPortInUse(string program, int port)
    {
        Console.Error.WriteLine(FormattableString.Invariant($"{program}: port {port} is in use; choose another one with --port"));
        return PortInUse;
    }

    /// <summary>Completes when the service stops. With <see cref="ExitWithInputOption"/> also when the standard input ends: a process
    /// that started this one and holds the other end of the pipe has exited, even if it was killed.</summary>
    public static Task WaitForExitAsync(Task stopped, bool exitWithInput) => exitWithInput ? Task.WhenAny(stopped, Task.Run(ReadInputToEnd)) : stopped;

    private static void ReadInputToEnd()
    {
        using var input = Console.OpenStandardInput();
        input.CopyTo(Stream.Null);
    }
}
