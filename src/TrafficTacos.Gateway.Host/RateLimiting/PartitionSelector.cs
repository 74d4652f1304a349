using Microsoft.AspNetCore.RateLimiting;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Finds out who asks: the authenticated user, else whoever holds a genuine waiting token, else the address.</summary>
internal sealed class PartitionSelector(IWaitingRoom room, RateLimitSettings settings)
{
    private readonly Limit _common = new(settings.RequestsPerSecond, TimeSpan.FromSeconds(1), settings.Burst);
    private readonly Limit _accounts = new(settings.AccountsPerMinute, TimeSpan.FromMinutes(1), settings.AccountsPerMinute);

    public async ValueTask<Bucket> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is { PolicyName: RateLimitPolicies.Accounts })
            return Bucket.Of(Bucket.Accounts, ClientAddress.Of(context), _accounts);
        if (context.User is { Identity.IsAuthenticated: true } user && user.FindFirst(TokenValidationRules.Subject) is { } subject)
            return Bucket.Of(Bucket.User, subject.Value, _common);
        // Only where a visitor shows where they stand. A join gives tokens away: if it could be asked with one, each token would
        // bring more of them.
        if (WaitingTokenMetadata.TryRead(context, out var token) && await room.ReadTokenAsync(token, cancellationToken) is { } genuine)
            return Bucket.Of(Bucket.Token, genuine.VisitorKey, _common);
        return Bucket.Of(Bucket.Address, ClientAddress.Of(context), _common);
    }
}
