using Microsoft.AspNetCore.RateLimiting;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Selects the bucket of a request: that of the authenticated user, else of a genuine waiting token, else of the address.</summary>
internal sealed class PartitionSelector(IWaitingRoom room, RateLimitSettings settings)
{
    private readonly BucketLimit _default = new(settings.RequestsPerSecond, TimeSpan.FromSeconds(1), settings.Burst);
    private readonly BucketLimit _accounts = new(settings.AccountsPerMinute, TimeSpan.FromMinutes(1), settings.AccountsPerMinute);

    public async ValueTask<Partition> SelectAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is { PolicyName: RateLimitPolicies.Accounts })
            return Partition.Of(Partition.Accounts, ClientAddress.Of(context), _accounts);
        if (context.User is { Identity.IsAuthenticated: true } user && user.FindFirst(TokenValidationRules.Subject) is { } subject)
            return Partition.Of(Partition.User, subject.Value, _default);
        // Only endpoints that use a waiting token count by it. If join did, each token would allow the client to get more of them.
        if (WaitingTokenMetadata.TryRead(context, out var token) && await room.ReadTokenAsync(token, cancellationToken) is { } genuine)
            return Partition.Of(Partition.Token, genuine.VisitorKey, _default);
        return Partition.Of(Partition.Address, ClientAddress.Of(context), _default);
    }
}
