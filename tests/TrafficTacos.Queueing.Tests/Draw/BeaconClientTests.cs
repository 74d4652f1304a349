using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Randomness;

namespace TrafficTacos.Queueing.Tests.Draw;

/// <summary>Two addresses that agree give a round; whatever one of them does wrong is said and believed by nobody.</summary>
public sealed class BeaconClientTests
{
    private const string Signature1000 = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
    private const string Signature1001 = "b33bf3667cbd5a82de3a24b4e0e9fe5513cc1a0e840368c6e31f5fcfa79bea03f73896b25883abf2853d10337fb8fa41";
    private const string Randomness1000 = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd";

    private static readonly string Right = Answer(1000, Signature1000);

    [Fact]
    public async Task Two_that_agree_give_the_round()
    {
        await using var one = new BeaconServer(Right);
        await using var other = new BeaconServer(Right);
        var fetched = await FetchAsync(one.Address, new Uri(other.Address, "some/base/"));
        Assert.Empty(fetched.Troubles);
        Assert.Equal("quicknet", fetched.Round!.Name);
        Assert.Equal(1000, fetched.Round.Round);
        Assert.Equal(Signature1000, DrawText.Hex(fetched.Round.Signature));
        Assert.Equal(Randomness1000, DrawText.Hex(fetched.Round.Randomness));
        Assert.Equal($"GET /{BeaconOptions.QuicknetChain}/public/1000 HTTP/1.1", Assert.Single(one.Requests));
        Assert.Equal($"GET /some/base/{BeaconOptions.QuicknetChain}/public/1000 HTTP/1.1", Assert.Single(other.Requests));
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "{\"code\":404}", "404 Not Found", "answered 404" },
        { Right, "302 Found", "answered 302" },
        { Answer(1001, Signature1001), "200 OK", "gave round 1001 instead of 1000" },
        { Answer(1000, Signature1001).Replace(Hash(Signature1001), Randomness1000, StringComparison.Ordinal), "200 OK", "not the hash of the signature" },
        { Answer(1000, "00ff"), "200 OK", "a signature of 2 bytes" },
        { Answer(1000, Signature1000.ToUpperInvariant()), "200 OK", "lower-case" },
        { "null", "200 OK", "answered null" },
        { "{\"round\":1000}", "200 OK", "gave no answer" },
        { "<html>Please wait</html>", "200 OK", "gave no answer" },
        { Right + new string(' ', 1 << 20), "200 OK", "gave no answer" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task One_that_is_wrong_is_named_and_does_not_count(string answer, string status, string trouble)
    {
        await using var wrong = new BeaconServer(answer, status);
        await using var one = new BeaconServer(Right);
        var alone = await FetchAsync(wrong.Address, one.Address);
        Assert.Null(alone.Round);
        Assert.Equal(2, alone.Troubles.Count);
        Assert.Contains(trouble, alone.Troubles[0], StringComparison.Ordinal);
        Assert.Contains(wrong.Address.Authority, alone.Troubles[0], StringComparison.Ordinal);
        Assert.Contains("1 of 2 addresses", alone.Troubles[1], StringComparison.Ordinal);

        await using var other = new BeaconServer(Right);
        var three = await FetchAsync(wrong.Address, one.Address, other.Address);
        Assert.NotNull(three.Round);
        Assert.Contains(trouble, Assert.Single(three.Troubles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_and_one_that_is_not_there_cost_the_timeout()
    {
        await using var silent = new BeaconServer(null);
        Uri nobody;
        await using (var gone = new BeaconServer(Right))
            nobody = gone.Address;
        var absent = await FetchAsync(new FakeTimeProvider(), CancellationToken.None, nobody);
        Assert.Null(absent.Round);
        Assert.Contains("gave no answer", absent.Troubles[0], StringComparison.Ordinal);

        var time = new FakeTimeProvider();
        var fetching = FetchAsync(time, CancellationToken.None, silent.Address);
        await silent.Asked.Task;
        Assert.False(fetching.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        var fetched = await fetching;
        Assert.Null(fetched.Round);
        Assert.Contains("did not answer within 5 s", fetched.Troubles[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_can_give_up()
    {
        await using var silent = new BeaconServer(null);
        await using var one = new BeaconServer(Right);
        using var end = new CancellationTokenSource();
        var fetching = FetchAsync(TimeProvider.System, end.Token, silent.Address, one.Address);
        await silent.Asked.Task;
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    /// <summary>Each is whole in itself, and one of them lies: no majority decides.</summary>
    [Fact]
    public async Task Addresses_that_disagree_give_nothing()
    {
        await using var one = new BeaconServer(Right);
        await using var other = new BeaconServer(Right);
        await using var liar = new BeaconServer(Answer(1000, Signature1001));
        var fetched = await FetchAsync(one.Address, other.Address, liar.Address);
        Assert.Null(fetched.Round);
        Assert.Contains("disagree", Assert.Single(fetched.Troubles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_addresses_nothing_is_called() =>
        Assert.Contains("two operators supply", Assert.Single((await FetchAsync()).Troubles), StringComparison.Ordinal);

    /// <summary>Addresses, then operators, then what counts. A stands for the genuine signature, B for another one, - for an address that is away.</summary>
    [Theory]
    [InlineData("", "A", null)]
    [InlineData("", "AA", "A")]
    [InlineData("", "AB", null)]
    [InlineData("", "AAB", "A")]
    [InlineData("", "AABB", null)]
    [InlineData("--", "AA", "A")]
    [InlineData("--", "A", null)]
    [InlineData("A-", "A", "A")]
    [InlineData("A-", "BB", null)]
    [InlineData("A-", "BBBA", "A")]
    [InlineData("AB", "A", "A")]
    [InlineData("AB", "AB", null)]
    [InlineData("AB", "BB", "B")]
    [InlineData("AAB", "", null)]
    [InlineData("AAB", "A", "A")]
    [InlineData("AAB", "B", null)]
    [InlineData("AA", "BB", "A")]
    [InlineData("AAA", "", "A")]
    public async Task Two_sources_count(string addresses, string operators, string? counts)
    {
        var servers = addresses.Select(kind => new BeaconServer(kind == '-' ? "{}" : Answer(1000, SignatureOf(kind)), kind == '-' ? "404 Not Found" : "200 OK")).ToList();
        var fetched = await FetchAsync([.. operators.Select(kind => Convert.FromHexString(SignatureOf(kind)))], [.. servers.Select(server => server.Address)]);
        foreach (var server in servers)
            await server.DisposeAsync();
        Assert.Equal(counts is null ? null : SignatureOf(counts[0]), fetched.Round?.Signature is { } signature ? DrawText.Hex(signature) : null);
        Assert.Equal(counts is null, fetched.Troubles.Any(trouble => trouble.Contains("must agree", StringComparison.Ordinal) || trouble.Contains("disagree", StringComparison.Ordinal)));

        static string SignatureOf(char kind) => kind == 'A' ? Signature1000 : Signature1001;
    }

    [Fact]
    public async Task A_signature_that_is_as_long_as_another_scheme_has_them_does_not_count() =>
        Assert.Null((await FetchAsync([new byte[96], new byte[96]])).Round);

    private static async Task<BeaconFetch> FetchAsync(IReadOnlyList<byte[]> supplied, params Uri[] addresses)
    {
        using var client = Client(TimeProvider.System, addresses);
        return await client.FetchAsync(1000, supplied, CancellationToken.None);
    }

    private static Task<BeaconFetch> FetchAsync(params Uri[] addresses) => FetchAsync(TimeProvider.System, CancellationToken.None, addresses);

    private static async Task<BeaconFetch> FetchAsync(TimeProvider time, CancellationToken cancellationToken, params Uri[] addresses)
    {
        using var client = Client(time, addresses);
        return await client.FetchAsync(1000, [], cancellationToken);
    }

    private static BeaconClient Client(TimeProvider time, IEnumerable<Uri> addresses)
    {
        var options = new BeaconOptions();
        foreach (var address in addresses)
            options.Addresses.Add(address);
        return new BeaconClient(options, time);
    }

    private static string Answer(long round, string signature) =>
        $$"""{"round":{{round}},"randomness":"{{Hash(signature)}}","signature":"{{signature}}"}""";

    private static string Hash(string signature) => DrawText.Hex(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(signature)));
}
