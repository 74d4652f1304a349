using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Whose tokens are accepted.</summary>
internal sealed record AuthenticationSettings
{
    internal static readonly Setting JwksEndpointSetting = new(
        "Jwt:JwksEndpoint", "JWT_JWKS_ENDPOINT", "The key set of the issuer whose tokens are accepted. Requires JWT_ISSUER and JWT_AUDIENCE.");

    internal static readonly Setting IssuerSetting = new("Jwt:Issuer", "JWT_ISSUER", "The issuer of accepted tokens.");

    /// <summary>The framework's configuration manager refreshes no more often. An unknown key still causes a refresh.</summary>
    private static readonly TimeSpan MinCacheTime = TimeSpan.FromMinutes(5);

    public AuthenticationSettings(SettingsReader reader)
    {
        var audience = new Setting("Jwt:Audience", "JWT_AUDIENCE", "The audience of accepted tokens.");
        JwksEndpoint = reader.Value(JwksEndpointSetting, "an https:// address without a password (http:// on this machine only, because who answers in place of the issuer could make any token)", ParseAddress, mayHoldSecret: true);
        Issuer = reader.Text(IssuerSetting);
        Audience = reader.Text(audience);
        CacheTime = reader.Duration(
            new("Jwt:CacheTtl", "JWT_CACHE_TTL", "The time for which a key set is cached."), TimeSpan.FromMinutes(10), MinCacheTime, TimeSpan.FromDays(1));
        if (JwksEndpoint is not null && Issuer is null)
            reader.Refuse(IssuerSetting, $"the issuer of the tokens whose keys {JwksEndpointSetting} publishes");
        if (JwksEndpoint is not null && Audience is null)
            reader.Refuse(audience, $"the audience of the tokens whose keys {JwksEndpointSetting} publishes");

        var development = new Setting("Authentication:DevelopmentTokens", null, "Accepts the public development tokens. True in Development, and refused elsewhere.");
        DevelopmentTokens = reader.Boolean(development, reader.IsDevelopment);
        if (DevelopmentTokens && !reader.IsDevelopment)
            reader.Refuse(development, $"false: the development tokens are public, and the environment is {reader.EnvironmentName}");
    }

    /// <summary>Where the issuer publishes its keys; null accepts only the tokens of the gateway's own accounts.</summary>
    public Uri? JwksEndpoint { get; init; }

    /// <summary>The required <c>iss</c>.</summary>
    public string? Issuer { get; init; }

    /// <summary>The required <c>aud</c>.</summary>
    public string? Audience { get; init; }

    /// <summary>The time for which gateways share a key set.</summary>
    public TimeSpan CacheTime { get; init; }

    /// <summary>Whether the two public development tokens are accepted.</summary>
    public bool DevelopmentTokens { get; init; }

    private static Uri? ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "https" || (url.Scheme is "http" && url.IsLoopback)) && url.UserInfo.Length == 0 ? url : null;
}
