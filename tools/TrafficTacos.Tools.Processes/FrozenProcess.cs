using System.Diagnostics;

namespace TrafficTacos.Tools.Processes;

/// <summary>A process stopped with SIGSTOP. It keeps its connections but does not respond, as a machine that hangs. Disposing resumes
/// it with SIGCONT.</summary>
public sealed class FrozenProcess : IDisposable
{
    private readonly int _id;
    private bool _isResumed;

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
        if (_isResumed)
            return;
        _isResumed = true;
        Signals.Send("-CONT", _id);
    }
}
