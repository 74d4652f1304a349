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
/// <param name="time">Tells for how long nobody came.</param>
internal sealed class TokenIssuer(
    string scheme, string name, string audience, string address, IDocumentRetriever documents, TimeSpan cacheTime, TimeProvider time)
{
    private Task<OpenIdConnectConfiguration>? _asked;
    private OpenIdConnectConfiguration? _inUse;
    private long _confirmedAt;

    /// <summary>Whoever comes with a new key waits until it is fetched, instead of being sent away once. Who is known does not wait. The
    /// framework reads the switch once, when the first manager is asked: so it is set before there is any.</summary>
    static TokenIssuer() => AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

    public string Scheme => scheme;

    public string Name => name;

    public string Audience => audience;

    public ConfigurationManager<OpenIdConnectConfiguration> Keys { get; } = new(address, new KeySetConfigurationRetriever(), documents)
    {
        AutomaticRefreshInterval = cacheTime,
        // Until there are any. It counts a shared failure as one more, and would soon be silent for all of a longer one.
        RefreshInterval = SharedKeySetRetriever.ColdPause,
        // It would keep a withdrawn key good for an hour.
        UseLastKnownGoodConfiguration = false,
    };

    /// <summary>The newest keys; whoever asks when they are due, or with one that nobody knows, waits for them.</summary>
    /// <exception cref="InvalidOperationException">There never were any.</exception>
    public async Task<OpenIdConnectConfiguration> NewestKeysAsync(CancellationToken cancel)
    {
        var keys = await Keys.GetConfigurationAsync(cancel);
        Keys.RefreshInterval = SharedKeySetRetriever.Pause;
        Use(keys);
        return keys;
    }

    /// <summary>The keys to check a token with that nobody has checked yet. It waits only for the first ones, and for newer ones
    /// where nobody came for so long that a key may have been withdrawn unnoticed. Otherwise those in use do: if they lack
    /// the token's key, the check itself asks for the newest.</summary>
    /// <exception cref="InvalidOperationException">There never were any.</exception>
    public ValueTask<OpenIdConnectConfiguration> KeysAsync(CancellationToken cancel) =>
        _inUse is not null && time.GetElapsedTime(Volatile.Read(ref _confirmedAt)) < cacheTime && KeysInUse() is { } keys
            ? ValueTask.FromResult(keys)
            : new ValueTask<OpenIdConnectConfiguration>(NewestKeysAsync(cancel));

    /// <summary>The keys, or those of before while newer ones are under way: who is known already does not wait for the
    /// issuer. Null before the first.</summary>
    public OpenIdConnectConfiguration? KeysInUse()
    {
        if (_asked is { IsCompleted: false })
            return _inUse;
        var asked = Keys.GetConfigurationAsync(CancellationToken.None);
        _asked = asked;
        if (asked.IsCompletedSuccessfully)
            Use(asked.Result);
        return _inUse;
    }

    private void Use(OpenIdConnectConfiguration keys)
    {
        _inUse = keys;
        Volatile.Write(ref _confirmedAt, time.GetTimestamp());
    }
}
