using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>The join limits of this process. Ways to join that have the same limit share it, or each of them would add to what a network may
/// take.</summary>
internal sealed class JoinLimits(TimeProvider time)
{
    private const int Max = 1_000_000;

    private readonly ConcurrentDictionary<int, JoinLimit> _limits = new();

    /// <summary>The limit of these options; null if they have none.</summary>
    /// <exception cref="ArgumentException">The limit is not in its range.</exception>
    public static JoinLimit? Find(IServiceProvider services, WaitingRoomEndpointOptions options, string parameter)
    {
        if (options.JoinsPerNetwork is not { } joins)
            return null;
        if (joins is < 1 or > Max)
            throw new ArgumentException($"JoinsPerNetwork is {joins}; it must be 1 to {Max}.", parameter);
        // An application without AddHttp() has no gate to share it with.
        var shared = services.GetService<JoinLimits>() ?? new JoinLimits(services.GetRequiredService<TimeProvider>());
        return shared._limits.GetOrAdd(joins, static (joins, time) => new JoinLimit(joins, time), shared.Time);
    }

    private TimeProvider Time { get; } = time;
}
