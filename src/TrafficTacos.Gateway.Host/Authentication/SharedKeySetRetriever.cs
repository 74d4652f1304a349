using Microsoft.IdentityModel.Protocols;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// The issuer's key set, fetched by one gateway for all: what one fetched lies in Redis for the others. The framework's
/// configuration manager decides when to ask and keeps the result in memory; it asks one at a time.
/// </summary>
internal sealed class SharedKeySetRetriever(IHttpClientFactory clients, GatewayRedis? redis, TimeProvider time, TimeSpan cacheTime, ILogger<SharedKeySetRetriever> logger) : IDocumentRetriever
{
    public const string Client = "key set";
    public const int LargestDocument = 256 * 1024;

    /// <summary>How long an issuer that hangs can make anybody wait.</summary>
    public static readonly TimeSpan FetchTime = TimeSpan.FromSeconds(3);

    /// <summary>How often it is asked out of turn: because of a key nobody knows, or because it did not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>The same while there are no keys at all: everybody with a token is sent away until then, to come again after
    /// as long (<c>Retry-After</c>).</summary>
    public static readonly TimeSpan ColdPause = TimeSpan.FromSeconds(2);

    private KeySetDocument? _held;
    private DateTimeOffset _heldSince;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Those who waited behind an attempt that failed share its outcome: one after another they would each wait for their own.
        if (_held is null && now - _failedAt < ColdPause)
            throw Failed();
        // Asked before its time means that somebody came with an unknown key: what another gateway fetched a while ago
        // does not answer that.
        var early = _held is not null && now < _heldSince + cacheTime;
        var shared = await ReadAsync(address);
        if (IsNews(shared) && now - shared!.FetchedAt < (early ? Pause : cacheTime))
            return Hold(shared, address, "Redis");
        if (_held is not null && now - _failedAt < Pause)
            throw Failed();
        try
        {
            var fetched = new KeySetDocument(now, await FetchAsync(address));
            await ShareAsync(address, fetched);
            return Hold(fetched, address, "its endpoint");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            _failedAt = time.GetUtcNow(); // now may be a whole FetchTime ago
            logger.KeySetNotFetched(address, exception.Message);
            if (IsNews(shared)) // old keys are better than none
                return Hold(shared!, address, "Redis");
            throw;
        }
    }

    private static IOException Failed() => new("The key set could not be fetched a moment ago.");

    private bool IsNews(KeySetDocument? shared) => shared is not null && (_held is null || shared.FetchedAt > _held.FetchedAt);

    private string Hold(KeySetDocument document, string address, string source)
    {
        (_held, _heldSince) = (document, time.GetUtcNow());
        logger.KeySetTaken(address, source);
        return document.Document;
    }

    private async Task<string> FetchAsync(string address)
    {
        using var client = clients.CreateClient(Client);
        using var patience = new CancellationTokenSource(FetchTime, time);
        var document = await client.GetStringAsync(new Uri(address), patience.Token);
        _ = KeySetConfigurationRetriever.Parse(document); // an error page must not reach the others
        return document;
    }

    private async Task<KeySetDocument?> ReadAsync(string address)
    {
        if (redis is null)
            return null;
        try
        {
            var database = await redis.DatabaseAsync();
            return KeySetDocument.Read(await database.StringGetAsync(GatewayRedisKeys.KeySet(address)));
        }
        catch (Exception exception) when (GatewayRedis.IsAway(exception))
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
            await database.StringSetAsync(GatewayRedisKeys.KeySet(address), document.Write(), KeySetDocument.Retention);
        }
        catch (Exception exception) when (GatewayRedis.IsAway(exception))
        {
            logger.KeySetNotShared(address);
        }
    }
}
