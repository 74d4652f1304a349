using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.Testing;

/// <summary>Advances the clock of a test.</summary>
public static class FakeTimeProviderExtensions
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Lets time pass as it does in production, second by second. <see cref="FakeTimeProvider.Advance"/> moves the clock first and runs the
    /// timers afterwards: the waiting room, which maintains its events once a second, takes a single step of more than two seconds for an
    /// outage, and nobody's turn, place or pass ends in an outage.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="span">How much time passes; zero or more.</param>
    public static void AdvanceBySeconds(this FakeTimeProvider time, TimeSpan span)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        for (var left = span; left > TimeSpan.Zero; left -= Step)
            time.Advance(left < Step ? left : Step);
    }
}
