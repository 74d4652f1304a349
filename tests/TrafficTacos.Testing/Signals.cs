using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Testing;

/// <summary>Signals to other processes. .NET sends none but the last one; the program kill does.</summary>
public static class Signals
{
    /// <param name="name">With its dash: -TERM, -STOP.</param>
    /// <param name="process">The id of a process that runs.</param>
    public static void Send(string name, int process)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Windows has no such signals.");
        using var kill = Process.Start("kill", [name, process.ToString(CultureInfo.InvariantCulture)])
            ?? throw new Win32Exception("kill did not start.");
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"kill {name} {process} ended with {kill.ExitCode}.");
    }
}
