using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Testing;

/// <summary>A process that was stopped where it stands and still holds its connections: what a machine that hangs looks like
/// from outside. Disposing lets it go on.</summary>
public sealed class FrozenProcess : IDisposable
{
    private readonly int _id;
    private bool _goesOn;

    private FrozenProcess(int id) => _id = id;

    public static FrozenProcess Freeze(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        var frozen = new FrozenProcess(process.Id);
        frozen.Signal("-STOP");
        return frozen;
    }

    public void Dispose()
    {
        if (_goesOn)
            return;
        _goesOn = true;
        Signal("-CONT");
    }

    private void Signal(string name)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Windows has no signal that freezes a process.");
        using var kill = Process.Start("kill", [name, _id.ToString(CultureInfo.InvariantCulture)])
            ?? throw new Win32Exception("kill did not start.");
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"kill {name} {_id} ended with {kill.ExitCode}.");
    }
}
