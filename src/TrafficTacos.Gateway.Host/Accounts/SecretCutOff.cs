using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The time after which no newly issued token with the shared secret counts. There is one as soon as a gateway has a signing key
/// beside the secret: half an hour later, when no gateway without the key should run any more.</summary>
internal sealed class SecretCutOff(AccountSettings settings, IAccountKeyStore store, TimeProvider time)
{
    private static readonly TimeSpan RollOut = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset _proposal = time.GetUtcNow() + RollOut;
    private DateTimeOffset? _agreed;

    /// <summary>The time; null if there is none. While the store is away, it is counted from the start of this gateway.</summary>
    public async ValueTask<DateTimeOffset?> FindAsync()
    {
        if (settings.SigningKey is null)
            return null;
        try
        {
            return _agreed ?? await AgreeAsync();
        }
        catch (Exception exception) when (GatewayRedis.IsUnavailable(exception))
        {
            return _proposal;
        }
    }

    /// <summary>Agrees with the other gateways, if this one has both a secret and a key.</summary>
    public async ValueTask<DateTimeOffset?> AgreeAsync()
    {
        if (settings.SigningKey is not null && settings.JwtSecret is not null)
            _agreed = await store.AgreeOnCutOffAsync(_proposal);
        return _agreed;
    }
}
