using Microsoft.IdentityModel.Protocols;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// Retrieves the issuer's key set. One gateway fetches it and shares it with the others through Redis. The framework's configuration
/// manager decides when to retrieve it, keeps the result in memory, and never retrieves concurrently.
/// </summary>
internal sealed class SharedKeySetRetriever(
    IHttpClientFactory clients, GatewayRedis? redis, TimeProvider time, TimeSpan cacheTime, ILogger<SharedKeySetRetriever> logger) : IDocumentRetriever
{
    public const string ClientName = "key set";
    public const int MaxDocumentSize = 256 * 1024;

    /// <summary>The longest that an issuer that hangs can delay a request.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The minimum time between two fetches before the cache time is over, because of an unknown key or a failure.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    /// <summary>The same while there are no keys. Until then every request with a token fails, with this time as
    /// <c>Retry-After</c>.</summary>
    public static readonly TimeSpan ColdRetryInterval = TimeSpan.FromSeconds(2);

    private KeySetDocument? _current;
    private DateTimeOffset _currentSince;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Requests that waited for a failed attempt share its result. Otherwise each would wait for an attempt of its own.
        if (_current is null && now - _failedAt < ColdRetryInterval)
            throw RecentFailure();
        // A retrieval before the cache time is over means that a request has an unknown key. A document that another gateway fetched
        // a while ago does not help it.
        var isEarly = _current is not null && now < _currentSince + cacheTime;
        var shared = await ReadAsync(address);
        if (IsNewer(shared) && now - shared!.FetchedAt < (isEarly ? RetryInterval : cacheTime))
            return Use(shared, address, "Redis");
        if (_current is not null && now - _failedAt < RetryInterval)
            throw RecentFailure();
        try
        {
            var fetched = new KeySetDocument(now, await FetchAsync(address));
            await ShareAsync(address, fetched);
            return Use(fetched, address, "its endpoint");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            _failedAt = time.GetUtcNow(); // 'now' is up to FetchTimeout old
            logger.KeySetFetchFailed(address, exception.Message);
            if (IsNewer(shared)) // old keys are better than none
                return Use(shared!, address, "Redis");
            throw;
        }
    }

    private static IOException RecentFailure() => new("The last attempt to fetch the key set failed.");

    private bool IsNewer(KeySetDocument? shared) => shared is not null && (_current is null || shared.FetchedAt > _current.FetchedAt);

    private string Use(KeySetDocument document, string address, string source)
    {
        (_current, _currentSince) = (document, time.GetUtcNow());
        logger.KeySetLoaded(address, source);
        return document.Document;
    }

    private async Task<string> FetchAsync(string address)
    {
        using var client = clients.CreateClient(ClientName);
        using var timeout = new CancellationTokenSource(FetchTimeout, time);
        var document = await client.GetStringAsync(new Uri(address), timeout.Token);
        _ = KeySetConfigurationRetriever.Parse(document); // an error page must not be shared
        _ = KeySetParser.Parse(document, out var skipped);
        if (skipped.Count > 0)
            logger.KeysSkipped(address, string.Join("; ", skipped));
        return document;
    }

    private async Task<KeySetDocument?> ReadAsync(string address)
    {
        if (redis is null)
            return null;
        try
        {
            var database = await redis.DatabaseAsync();
            return KeySetDocument.Read(await database.StringGetAsync(redis.Keys.KeySet(address)));
        }
        catch (Exception exception) when (GatewayRedis.IsUnavailable(exception))
        {
            logger.KeySetNotShared(address);
            return null;
        }
    }

    private async Task ShareAsync(string address, KeySetDocument document)
    {
        if (redis is null)
            return;
        try
        {
            var database = await redis.DatabaseAsync();
            await database.StringSetAsync(redis.Keys.KeySet(address), document.Write(), KeySetDocument.Retention);
        }
        catch (Exception exception) when (GatewayRedis.IsUnavailable(exception))
        {
            logger.KeySetNotShared(address);
        }
    }
}
