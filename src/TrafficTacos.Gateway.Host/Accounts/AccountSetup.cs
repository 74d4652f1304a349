using Microsoft.Extensions.DependencyInjection.Extensions;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The gateway's own accounts. The gateway is the issuer of their tokens.</summary>
internal static class AccountSetup
{
    private const string Scheme = "Accounts";

    /// <summary>The time after which the key set is read from the store again.</summary>
    private static readonly TimeSpan KeyCacheTime = TimeSpan.FromMinutes(10);

    public static void AddAccounts(this IServiceCollection services, AccountSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton<WarningLimiter>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountJson.Default));
        if (!settings.Enabled)
            return;
        services.AddSingleton(provider => CreateStore(provider, settings));
        services.AddSingleton<IAccountKeyStore>(provider =>
            provider.GetService<GatewayRedis>() is { } redis ? new RedisAccountKeyStore(redis) : new InMemoryAccountKeyStore());
        services.AddSingleton<AccountKeySet>();
        services.AddSingleton<SecretCutOff>();
        services.AddSingleton<AccountTokenFactory>();
        // An existing gateway may still read a table in DynamoDB, and it knows bcrypt alone.
        services.AddSingleton(new PasswordHashes(usesBcrypt: settings.Dynamo.Table is not null && !settings.UpgradeHashes));
        services.AddSingleton(_ => new PasswordLine());
        services.AddSingleton<AccountService>();
        services.AddHostedService<AccountKeyAnnouncer>();
        if (settings.JwtSecret is { } secret)
        {
            services.AddSingleton(provider => new SharedSecretTokens(secret, provider.GetRequiredService<SecretCutOff>(), provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<ITokenValidator>(provider => provider.GetRequiredService<SharedSecretTokens>());
        }

        services.AddTokenIssuer(Scheme, provider => new TokenIssuer(
            Scheme, UserNamespace.Accounts, AccountTokenFactory.Issuer, AccountTokenFactory.Audience, AccountTokenFactory.Issuer, provider.GetRequiredService<AccountKeySet>(),
            KeyCacheTime, provider.GetRequiredService<TimeProvider>()));
    }

    private static IAccountStore CreateStore(IServiceProvider provider, AccountSettings settings) =>
        settings.Dynamo.Table is { } table ? new DynamoAccountStore(settings.Dynamo.CreateClient(), table, provider.GetRequiredService<TimeProvider>())
        : provider.GetService<GatewayRedis>() is { } redis ? new RedisAccountStore(redis)
        : new InMemoryAccountStore();
}
