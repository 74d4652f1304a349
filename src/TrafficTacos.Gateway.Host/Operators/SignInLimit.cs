using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Limits guesses of operators' passwords, also where the rate limit of the gateway is off. Names are counted together with the
/// network: whoever guesses from elsewhere must not lock out an operator on the day of the sale.</summary>
internal sealed class SignInLimit(GatewayRateLimiter limiter)
{
    public const int PerMinute = 10;

    private static readonly BucketLimit Limit = new(PerMinute, TimeSpan.FromMinutes(1), PerMinute);

    /// <returns>The time after which to come again; null if there may be an attempt.</returns>
    public async ValueTask<TimeSpan?> TryTakeAsync(HttpContext context, string name, CancellationToken cancellationToken) =>
        await limiter.TryTakeAsync(Partition.Of(Partition.OperatorSignIn, ClientAddress.Of(context), Limit), cancellationToken)
        ?? await limiter.TryTakeAsync(Partition.Of(Partition.OperatorName, $"{name.ToLowerInvariant()}|{ClientAddress.NetworkOf(context)}", Limit), cancellationToken);
}
