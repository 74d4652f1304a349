using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What a gateway does when the store has lost something.</summary>
internal sealed partial class EventCache
{
    /// <summary>In microseconds: half of the shortest recovery.</summary>
    private const long GivingBack = 30_000_000;

    private static readonly Dictionary<string, string> NothingChanged = [];

    private void WarnOfLoss(CachedEvent cached, StoreLoss loss)
    {
        if (loss.Since == cached.LossSince)
            return;
        cached.LossSince = loss.Since;
        _metrics.StoreLost(cached.EventId);
        if (loss.IsTotal)
            _logger.LostAll(cached.EventId);
        else
            _logger.LostWrites(cached.EventId, (loss.To - loss.From) / 1e6);
    }

    /// <summary>Operators rely on what they set: a pause, an opening, a maximum. Nobody is admitted while the event recovers, so it is back in time.
    /// A process that was frozen meanwhile must not bring back what is old by now.</summary>
    private async ValueTask GiveBackSettingsAsync(CachedEvent cached, MaintenanceReply reply)
    {
        var (loss, conditions) = (reply.Loss, reply.Snapshot.Conditions);
        if (!loss.IsTotal || loss.Since == cached.GivenBackSince || cached.Numbers is not { } before || reply.Snapshot.Now - loss.Since > GivingBack)
        {
            cached.Numbers = conditions.Numbers;
            return;
        }

        var configured = EventNumbers.Of(cached.Policy, NothingChanged);
        try
        {
            var fault = SettingFault.None;
            // A draw that has begun fixes its times, and comes back by itself.
            foreach (var withDraw in (bool[])[true, false])
            {
                if (LostSettings.Of(before, conditions.Numbers, configured, conditions.Time, withDraw) is not { } change)
                    break;
                (_, fault) = await _store.SettingsAsync(cached.EventId, change, cached.Policy, CancellationToken.None).ConfigureAwait(false);
                if (fault.IsNone)
                {
                    _logger.SettingsGivenBack(cached.EventId, LostSettings.NamesOf(change));
                    break;
                }
            }

            if (!fault.IsNone)
                _logger.SettingsLost(cached.EventId, fault.Message);
            cached.GivenBackSince = loss.Since;
        }
        catch (WaitingRoomUnavailableException)
        {
            // The next round tries again.
        }
    }
}
