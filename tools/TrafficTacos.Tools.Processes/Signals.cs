using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Tools.Processes;

/// <summary>Sends Unix signals to processes with the program <c>kill</c>, because .NET can only send SIGKILL.</summary>
public static class Signals
{
    /// <param name="name">The signal with a dash, for example <c>-TERM</c> or <c>-STOP</c>.</param>
    /// <param name="process">The id of a running process.</param>
    public static void Send(string name, int process)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Windows does not support Unix signals.");
        using var kill = Process.Start("kill", [name, process.ToString(CultureInfo.InvariantCulture)])
            ?? throw new Win32Exception("The program kill did not start.");
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"kill {name} {process} exited with status {kill.ExitCode}.");
    }
}
