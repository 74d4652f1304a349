using Microsoft.AspNetCore.RateLimiting;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>Selects the buckets of a request: that of the authenticated user, else of a genuine waiting token, else of the address; and
/// those that all requests of the address share.</summary>
internal sealed class PartitionSelector(IWaitingRoom room, RateLimitSettings settings, PollPace pace)
{
    private readonly BucketLimit _default = new(settings.RequestsPerSecond, TimeSpan.FromSeconds(1), settings.Burst);
    private readonly BucketLimit _accounts = new(settings.AccountsPerMinute, TimeSpan.FromMinutes(1), settings.AccountsPerMinute);
    private readonly AddressCeiling _ceiling = new(settings);

    public async ValueTask<RateLimitSelection> SelectAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (SelectWithoutToken(context) is { } selection)
            return selection;
        // Only endpoints that use a waiting token count by it. If join did, each token would allow the client to get more of them.
        if (WaitingTokenMetadata.TryRead(context, out var token) && await room.ReadTokenAsync(token, cancellationToken) is { } genuine)
        {
            var partition = Partition.Of(Partition.Token, genuine.VisitorKey, _default);
            if (!pace.IsGone(partition.Key))
            {
                IReadOnlyList<Partition> ceilings = HttpMethods.IsGet(context.Request.Method) && pace.IsAsTold(partition.Key) ? [] : [.. _ceiling.Of(context)];
                return new RateLimitSelection(partition, ceilings, token, partition.Key);
            }
        }

        return OfAddress(context);
    }

    /// <summary>The selection while nobody can say whether a waiting token is genuine.</summary>
    public RateLimitSelection SelectWithoutStore(HttpContext context) => SelectWithoutToken(context) ?? OfAddress(context);

    private RateLimitSelection? SelectWithoutToken(HttpContext context)
    {
        switch (context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName)
        {
            case RateLimitPolicies.Accounts:
                return new RateLimitSelection(Partition.Of(Partition.Accounts, ClientAddress.Of(context), _accounts), []);
            case RateLimitPolicies.Operators:
                return new RateLimitSelection(Partition.Of(Partition.Operator, ClientAddress.Of(context), _default), []);
        }

        return context.User is { Identity.IsAuthenticated: true } user && user.FindFirst(TokenValidationRules.Subject) is { } subject
            ? new RateLimitSelection(Partition.Of(Partition.User, subject.Value, _default), [.. _ceiling.Of(context)])
            : null;
    }

    private RateLimitSelection OfAddress(HttpContext context) =>
        new(Partition.Of(Partition.Address, ClientAddress.Of(context), _default), [.. _ceiling.Of(context)]);
}
