using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Engine;

namespace TrafficTacos.Queueing.Tests;

/// <summary>Where the keys of a process come from, and what it knows when the store has forgotten.</summary>
public sealed class KeyRingProviderTests
{
    private readonly SecretStore _store = SecretStore.Create();

    [Fact]
    public async Task Processes_agree_on_a_random_secret_and_each_asks_for_it_once()
    {
        var (one, other) = (Provider(), Provider());
        var keys = await one.GetAsync(default);
        Assert.Same(keys, await one.GetAsync(default));
        Assert.True((await other.GetAsync(default)).SigningKeyId.SequenceEqual(keys.SigningKeyId));
        Assert.Equal(2, _store.Proposals.Count);
        Assert.All(_store.Proposals, proposal => Assert.Equal(KeyRing.SecretSize, proposal.Length));
        Assert.NotEqual(_store.Proposals[0], _store.Proposals[1]);
    }

    [Fact]
    public async Task A_store_that_was_away_and_forgot_is_told_the_secret_again()
    {
        var provider = Provider();
        var keys = await provider.GetAsync(default);
        _store.ComeBack(secret: null);
        Assert.True((await provider.GetAsync(default)).SigningKeyId.SequenceEqual(keys.SigningKeyId));
        Assert.Equal(_store.Proposals[0], _store.Proposals[1]);
    }

    [Fact]
    public async Task A_secret_that_another_process_was_first_with_holds_and_older_tokens_stay_genuine()
    {
        var provider = Provider();
        var first = await provider.GetAsync(default);
        var secrets = new[] { new byte[] { 1 }, [2], [1] };
        foreach (var secret in secrets)
        {
            _store.ComeBack(secret);
            var keys = await provider.GetAsync(default);
            Assert.True(keys.SigningKeyId.SequenceEqual(new KeyRing(new TokenOptions(), secret).SigningKeyId));
            Assert.True(keys.TryFind(first.SigningKeyId, TokenKind.Waiting, out _));
            Assert.Same(keys, await provider.GetAsync(default));
        }

        // What holds is proposed, and of what held before nothing is lost.
        Assert.Equal(secrets.Take(2), _store.Proposals.Skip(2));
        var last = await provider.GetAsync(default);
        Assert.All(secrets, secret => Assert.True(last.TryFind(new KeyRing(new TokenOptions(), secret).SigningKeyId, TokenKind.Waiting, out _)));
    }

    [Theory]
    [InlineData(true, true, 0)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 1)]
    public async Task The_store_is_asked_only_for_what_is_not_configured(bool signing, bool identity, int proposals)
    {
        var secret = Convert.ToBase64String(new byte[KeyRing.SecretSize]);
        var provider = Provider(new TokenOptions
        {
            SigningKeys = signing ? [new SigningKey { Id = "a", Secret = secret }] : [],
            IdentitySecret = identity ? secret : null,
        });
        var keys = await provider.GetAsync(default);
        Assert.Equal(signing, keys.SigningKeyId.SequenceEqual("a"u8));
        Assert.Equal(proposals, _store.Proposals.Count);
        _store.ComeBack(secret: null);
        Assert.Equal(signing && identity, ReferenceEquals(keys, await provider.GetAsync(default)));
        Assert.Equal(2 * proposals, _store.Proposals.Count);
    }

    [Fact]
    public async Task Only_keys_that_are_not_configured_are_warned_of_and_once()
    {
        using var logs = new LogCollector();
        using var loggers = new LoggerFactory([logs]);
        var secret = Convert.ToBase64String(new byte[KeyRing.SecretSize]);
        foreach (var keys in (SigningKey[][])[[], [new SigningKey { Id = "a", Secret = secret }]])
        {
            var provider = Provider(new TokenOptions { SigningKeys = keys }, loggers.CreateLogger<KeyRingProvider>());
            for (var load = 1; load <= 2; load++)
            {
                await provider.GetAsync(default);
                Assert.Single(logs.Lines);
                _store.ComeBack(secret: null);
            }
        }
    }

    private KeyRingProvider Provider(TokenOptions? tokens = null, ILogger<KeyRingProvider>? logger = null) => new(
        (IQueueStore)(object)_store, Options.Create(new WaitingRoomOptions { Tokens = tokens ?? new TokenOptions() }), logger ?? NullLogger<KeyRingProvider>.Instance);

    /// <summary>Of a store only what is asked for here: the secret, and that it was away. The proxy inherits from it.</summary>
    public class SecretStore : DispatchProxy
    {
        private byte[]? _secret;
        private int _reconnects;

        public List<byte[]> Proposals { get; } = [];

        public static SecretStore Create() => (SecretStore)(object)Create<IQueueStore, SecretStore>();

        public void ComeBack(byte[]? secret) => (_secret, _reconnects) = (secret, _reconnects + 1);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == "get_" + nameof(IQueueStore.ReconnectCount))
                return _reconnects;
            Assert.Equal(nameof(IQueueStore.ShareSecretAsync), targetMethod.Name);
            Proposals.Add((byte[])args![0]!);
            return new ValueTask<byte[]>(_secret ??= Proposals[^1]);
        }
    }
}
