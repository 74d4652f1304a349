namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Limits log-ins to one account from one network. Counted by both together: whoever guesses from elsewhere must not lock out the
/// owner.</summary>
internal sealed class AccountNameLimit(GatewayRateLimiter limiter, RateLimitSettings settings)
{
    private readonly BucketLimit _limit = new(settings.LogInsPerAccount, TimeSpan.FromMinutes(1), settings.LogInsPerAccount);

    /// <returns>The time after which to come again; null if there may be a log-in.</returns>
    public async ValueTask<TimeSpan?> TryTakeAsync(HttpContext context, string username, CancellationToken cancellationToken) => settings.Enabled
        ? await limiter.TryTakeAsync(Partition.Of(Partition.AccountName, $"{username.ToLowerInvariant()}|{ClientAddress.NetworkOf(context)}", _limit), cancellationToken)
        : null;
}
