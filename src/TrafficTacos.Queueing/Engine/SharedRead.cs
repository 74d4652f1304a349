namespace TrafficTacos.Queueing.Engine;

/// <summary>One value for everybody who asks within a while.</summary>
/// <param name="time">Measures the age.</param>
/// <param name="fresh">How long a value is told.</param>
internal sealed class SharedRead<T>(TimeProvider time, TimeSpan fresh)
{
    private readonly Lock _lock = new();
    private Task<T>? _read;
    private long _begunAt;

    /// <summary>The value that was read last, or is being read, or a new one. A read that fails is told to those who wait for it alone.</summary>
    public Task<T> GetAsync(Func<Task<T>> read)
    {
        lock (_lock)
        {
            if (_read is { } known && (!known.IsCompleted || (known.IsCompletedSuccessfully && time.GetElapsedTime(_begunAt) < fresh)))
                return known;
            _begunAt = time.GetTimestamp();
            return _read = read();
        }
    }

    public void Forget()
    {
        lock (_lock)
            _read = null;
    }
}
