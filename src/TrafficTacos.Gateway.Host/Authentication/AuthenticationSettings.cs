using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Whose tokens are accepted.</summary>
/// <param name="JwksEndpoint">Where the issuer publishes its keys; null when only the gateway's own accounts are accepted.</param>
/// <param name="Issuer">The <c>iss</c> that these tokens have to carry.</param>
/// <param name="Audience">The <c>aud</c> that tokens have to carry.</param>
/// <param name="CacheTime">How long a key set is kept, by all gateways. Default 10 min.</param>
/// <param name="DevelopmentTokens">Whether the two well-known development tokens are accepted: in Development only.</param>
internal sealed record AuthenticationSettings(Uri? JwksEndpoint, string? Issuer, string? Audience, TimeSpan CacheTime, bool DevelopmentTokens)
{
    /// <summary>The framework's configuration manager asks no oftener in turn; out of turn, an unknown key does.</summary>
    private static readonly TimeSpan ShortestCacheTime = TimeSpan.FromMinutes(5);

    public const string JwksEndpointKey = "Jwt:JwksEndpoint";
    public const string IssuerKey = "Jwt:Issuer";
    public const string AudienceKey = "Jwt:Audience";
    public const string CacheTimeKey = "Jwt:CacheTtl";
    public const string DevelopmentTokensKey = "Authentication:DevelopmentTokens";

    public static AuthenticationSettings Read(SettingsReader reader, IHostEnvironment environment)
    {
        var endpoint = reader.Url(JwksEndpointKey);
        var issuer = reader.Text(IssuerKey);
        var audience = reader.Text(AudienceKey);
        if (endpoint is not null && issuer is null)
            reader.Refuse(IssuerKey, $"the issuer of the tokens whose keys {EnvironmentAliases.NameOf(JwksEndpointKey)} publishes");
        if (endpoint is not null && audience is null)
            reader.Refuse(AudienceKey, $"the audience of the tokens whose keys {EnvironmentAliases.NameOf(JwksEndpointKey)} publishes");
        if (string.Equals(issuer, AccountTokens.Issuer, StringComparison.Ordinal))
            reader.Refuse(IssuerKey, $"another issuer than {AccountTokens.Issuer}, which is the gateway's own");
        var development = reader.Flag(DevelopmentTokensKey, environment.IsDevelopment());
        if (development && !environment.IsDevelopment())
            reader.Refuse(DevelopmentTokensKey, $"false: everybody knows the development tokens, and this is {environment.EnvironmentName}");
        return new AuthenticationSettings(
            endpoint, issuer, audience, reader.Duration(CacheTimeKey, TimeSpan.FromMinutes(10), ShortestCacheTime, TimeSpan.FromDays(1)), development);
    }
}
