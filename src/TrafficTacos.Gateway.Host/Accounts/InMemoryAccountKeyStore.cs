namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The keys of one process, which agrees with itself.</summary>
internal sealed class InMemoryAccountKeyStore : IAccountKeyStore
{
    private readonly Lock _lock = new();
    private string? _signingKey;
    private DateTimeOffset? _cutOff;

    public ValueTask<string> AgreeOnSigningKeyAsync(string proposal) => new(Interlocked.CompareExchange(ref _signingKey, proposal, null) ?? proposal);

    public ValueTask<DateTimeOffset> AgreeOnCutOffAsync(DateTimeOffset proposal)
    {
        lock (_lock)
            return new(_cutOff ??= proposal);
    }

    /// <summary>The process knows its own key.</summary>
    public ValueTask AnnounceAsync(PublicKey key, DateTimeOffset now) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<PublicKey>> FindAnnouncedAsync(DateTimeOffset since) => new([]);
}
