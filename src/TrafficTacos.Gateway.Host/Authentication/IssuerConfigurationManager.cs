using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// An issuer's keys as the framework's token handler asks for them: first for those at hand; and when the token cannot be
/// checked with them, it asks for a refresh and then once more. Its own manager would make both wait for a refresh that is under way: a
/// stranger with an unknown key would hold up everybody whose key is known, for as long as the issuer hangs.
/// </summary>
internal sealed class IssuerConfigurationManager : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    private readonly TokenIssuer _issuer;

    /// <summary>That this very token could not be checked with the keys at hand: the handler asks for the refresh and for what it brought in one go.</summary>
    private readonly AsyncLocal<bool> _wantsNewest = new();

    public IssuerConfigurationManager(TokenIssuer issuer)
    {
        _issuer = issuer;
        UseLastKnownGoodConfiguration = false; // as the issuer's own
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        _wantsNewest.Value ? _issuer.NewestKeysAsync(cancel) : _issuer.KeysAsync(cancel).AsTask();

    public override void RequestRefresh()
    {
        _wantsNewest.Value = true;
        _issuer.Keys.RequestRefresh();
    }
}
