using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>An issuer whose tokens are accepted, and its keys.</summary>
/// <param name="scheme">The authentication scheme that validates its tokens.</param>
/// <param name="users">The namespace of its tokens' subjects.</param>
/// <param name="name">The <c>iss</c> of its tokens.</param>
/// <param name="audience">The <c>aud</c> of its tokens.</param>
/// <param name="address">The address of the key set.</param>
/// <param name="documents">Retrieves the key set.</param>
/// <param name="cacheTime">The time after which the key set is retrieved again.</param>
/// <param name="time">Measures the time since the keys were confirmed.</param>
internal sealed class TokenIssuer(
    string scheme, UserNamespace users, string name, string audience, string address, IDocumentRetriever documents, TimeSpan cacheTime, TimeProvider time)
{
    private Task<OpenIdConnectConfiguration>? _request;
    private OpenIdConnectConfiguration? _keys;
    private long _confirmedAt;

    public string Scheme => scheme;

    public UserNamespace Namespace => users;

    public string Name => name;

    public string Audience => audience;

    public ConfigurationManager<OpenIdConnectConfiguration> Keys { get; } = new(address, new KeySetConfigurationRetriever(), documents)
    {
        AutomaticRefreshInterval = cacheTime,
        // Until there are keys. The manager counts a shared failure as one more attempt and would soon stop trying for the whole interval.
        RefreshInterval = SharedKeySetRetriever.ColdRetryInterval,
        // It would accept a withdrawn key for an hour.
        UseLastKnownGoodConfiguration = false,
    };

    /// <summary>The newest keys. Waits for them if they are due or if a token has an unknown key.</summary>
    /// <exception cref="InvalidOperationException">The keys were never loaded.</exception>
    public async Task<OpenIdConnectConfiguration> GetNewestKeysAsync(CancellationToken cancel)
    {
        var keys = await Keys.GetConfigurationAsync(cancel);
        Keys.RefreshInterval = SharedKeySetRetriever.RetryInterval;
        Use(keys);
        return keys;
    }

    /// <summary>The keys for a token that was not validated before. Waits only for the first keys, and if no request came for the cache
    /// time, because a key may have been withdrawn since. If the current keys lack that of the token, the validation itself asks for the
    /// newest.</summary>
    /// <exception cref="InvalidOperationException">The keys were never loaded.</exception>
    public ValueTask<OpenIdConnectConfiguration> GetKeysAsync(CancellationToken cancel) =>
        _keys is not null && time.GetElapsedTime(Volatile.Read(ref _confirmedAt)) < cacheTime && GetCurrentKeys() is { } keys
            ? ValueTask.FromResult(keys)
            : new ValueTask<OpenIdConnectConfiguration>(GetNewestKeysAsync(cancel));

    /// <summary>The keys in use, without waiting: the previous ones during a refresh. Null before the first.</summary>
    public OpenIdConnectConfiguration? GetCurrentKeys()
    {
        if (_request is { IsCompleted: false })
            return _keys;
        var request = Keys.GetConfigurationAsync(CancellationToken.None);
        _request = request;
        if (request.IsCompletedSuccessfully)
            Use(request.Result);
        return _keys;
    }

    private void Use(OpenIdConnectConfiguration keys)
    {
        _keys = keys;
        Volatile.Write(ref _confirmedAt, time.GetTimestamp());
    }
}
