namespace TrafficTacos.Testing;

/// <summary>For what another process or the Redis client does in its own time and tells nobody: ask until it is so.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    public static async Task IsTrueAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(Pace);
        while (!await condition())
            await pace.WaitForNextTickAsync(patience.Token);
    }
}
