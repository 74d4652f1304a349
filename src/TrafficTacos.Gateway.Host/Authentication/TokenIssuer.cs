using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Somebody whose tokens are accepted, with the keys that are theirs alone.</summary>
/// <param name="scheme">The authentication scheme that checks them.</param>
/// <param name="name">Their <c>iss</c>.</param>
/// <param name="audience">Their <c>aud</c>.</param>
/// <param name="address">Where the key set is.</param>
/// <param name="documents">Brings the key set.</param>
/// <param name="cacheTime">How long it is kept before it is asked for again.</param>
internal sealed class TokenIssuer(string scheme, string name, string audience, string address, IDocumentRetriever documents, TimeSpan cacheTime)
{
    private Task<OpenIdConnectConfiguration>? _asked;
    private OpenIdConnectConfiguration? _inUse;

    public string Scheme => scheme;

    public string Name => name;

    public string Audience => audience;

    public ConfigurationManager<OpenIdConnectConfiguration> Keys { get; } = new(address, new KeySetReader(), documents)
    {
        AutomaticRefreshInterval = cacheTime,
        // Until there are any. It counts a shared failure as one more, and would soon be silent for all of a longer one.
        RefreshInterval = SharedKeySet.ColdPause,
        // It would keep a withdrawn key good for an hour.
        UseLastKnownGoodConfiguration = false,
    };

    /// <summary>The keys; who asks first waits for them.</summary>
    /// <exception cref="InvalidOperationException">There never were any.</exception>
    public async Task<OpenIdConnectConfiguration> KeysAsync(CancellationToken cancel)
    {
        var keys = await Keys.GetConfigurationAsync(cancel);
        Keys.RefreshInterval = SharedKeySet.Pause;
        return keys;
    }

    /// <summary>A token was checked with these: who it belongs to need not wait for the next ones either.</summary>
    public void Use(OpenIdConnectConfiguration keys) => Interlocked.CompareExchange(ref _inUse, keys, null);

    /// <summary>The keys, or those of before while newer ones are under way: who is known already does not wait for the
    /// issuer. Null before the first.</summary>
    public OpenIdConnectConfiguration? KeysInUse()
    {
        if (_asked is { IsCompleted: false })
            return _inUse;
        var asked = Keys.GetConfigurationAsync(CancellationToken.None);
        _asked = asked;
        if (asked.IsCompletedSuccessfully)
            _inUse = asked.Result;
        return _inUse;
    }
}
