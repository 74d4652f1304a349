using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Diagnostics;

/// <summary>Warns once for each event with settings that is joined in another spelling: the settings count for both, and each spelling is a
/// queue of its own.</summary>
internal sealed class EventSpelling(IOptions<WaitingRoomOptions> options, ILogger<EventSpelling> logger)
{
    private readonly FrozenDictionary<string, string> _configured =
        options.Value.Events.Keys.ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>At most one entry for each configured event.</summary>
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    public void Note(string eventId)
    {
        if (!_configured.TryGetValue(eventId, out var name) || string.Equals(name, eventId, StringComparison.Ordinal))
            return;
        lock (_warned)
        {
            if (!_warned.Add(name))
                return;
        }

        logger.EventSpelledDifferently(name, eventId);
    }
}
