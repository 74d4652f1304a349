using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// Gives an issuer's keys to the framework's token handler. The handler first asks for the current keys. If it cannot validate the token
/// with them, it requests a refresh and asks again. The framework's own manager makes both requests wait for a refresh in progress, so
/// one client with an unknown key would delay every client with a known key for as long as the issuer hangs.
/// </summary>
internal sealed class IssuerConfigurationManager : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    private readonly TokenIssuer _issuer;

    /// <summary>Whether the handler could not validate the token of this request with the current keys.</summary>
    private readonly AsyncLocal<bool> _needsNewestKeys = new();

    public IssuerConfigurationManager(TokenIssuer issuer)
    {
        _issuer = issuer;
        UseLastKnownGoodConfiguration = false; // as in TokenIssuer
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        _needsNewestKeys.Value ? _issuer.GetNewestKeysAsync(cancel) : _issuer.GetKeysAsync(cancel).AsTask();

    public override void RequestRefresh()
    {
        _needsNewestKeys.Value = true;
        _issuer.Keys.RequestRefresh();
    }
}
