using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Announces the signing key to the other gateways, so that those of a roll-out that have another key accept its tokens. With a
/// shared secret beside it, agrees on the end of tokens with that secret.</summary>
internal sealed class AccountKeyAnnouncer(AccountKeySet keys, IAccountKeyStore store, SecretCutOff cutOff, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(await TryAnnounceAsync() ? Interval : RetryInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TryAnnounceAsync()
    {
        try
        {
            if (keys.Configured is { } key)
                await store.AnnounceAsync(key, time.GetUtcNow());
            await cutOff.AgreeAsync();
            return true;
        }
        catch (Exception exception) when (GatewayRedis.IsUnavailable(exception))
        {
            return false; // the next attempt comes soon, and until then the key is announced by nobody
        }
    }
}
