using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The gateway's own accounts. The gateway is the issuer of their tokens.</summary>
internal static class AccountSetup
{
    private const string Scheme = "Accounts";

    /// <summary>The time after which the key set is read from the store again. A configured key never changes.</summary>
    private static readonly TimeSpan KeyCacheTime = TimeSpan.FromMinutes(10);

    public static void AddAccounts(this IServiceCollection services, AccountSettings settings)
    {
        services.AddSingleton(settings);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountJson.Default));
        if (!settings.Enabled)
            return;
        services.AddSingleton<IAccountStore>(provider =>
            provider.GetService<GatewayRedis>() is { } redis ? new RedisAccountStore(redis) : new InMemoryAccountStore());
        services.AddSingleton<AccountKeySet>();
        services.AddSingleton<AccountTokenFactory>();
        services.AddSingleton<BoundedPasswordHasher>();
        services.AddSingleton<AccountService>();
        services.AddTokenIssuer(Scheme, provider => new TokenIssuer(
            Scheme, AccountTokenFactory.Issuer, AccountTokenFactory.Audience, AccountTokenFactory.Issuer, provider.GetRequiredService<AccountKeySet>(),
            KeyCacheTime, provider.GetRequiredService<TimeProvider>()));
    }
}
