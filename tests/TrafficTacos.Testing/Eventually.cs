using System.Runtime.CompilerServices;

namespace TrafficTacos.Testing;

/// <summary>For what another process or the Redis client does in its own time and tells nobody: ask until it is so.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    /// <param name="condition">What is asked.</param>
    /// <param name="patience">When it is given up; null after 60 s.</param>
    /// <param name="what">What the test then says: the condition as it stands in the test.</param>
    /// <exception cref="TimeoutException">It never was so.</exception>
    public static async Task IsTrueAsync(
        Func<Task<bool>> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var (start, limit) = (TimeProvider.System.GetTimestamp(), patience ?? Patience);
        using var pace = new PeriodicTimer(Pace);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
                throw new TimeoutException($"In {limit.TotalSeconds} s it never came to this: {what}");
            await pace.WaitForNextTickAsync();
        }
    }

    /// <inheritdoc cref="IsTrueAsync(Func{Task{bool}}, TimeSpan?, string)"/>
    public static Task IsTrueAsync(
        Func<bool> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        IsTrueAsync(() => Task.FromResult(condition()), patience, what);
}
