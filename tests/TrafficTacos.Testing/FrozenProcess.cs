using System.Diagnostics;

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
        Signals.Send("-STOP", frozen._id);
        return frozen;
    }

    public void Dispose()
    {
        if (_goesOn)
            return;
        _goesOn = true;
        Signals.Send("-CONT", _id);
    }
}
