using System.Net;
using System.Net.Http.Json;
using TrafficTacos.Queueing.AspNetCore.Tests.Admission;

namespace TrafficTacos.Queueing.AspNetCore.Tests.BadInput;

/// <summary>Tokens that are nearly right: not found, and Redis never hears of them.</summary>
[Trait("Needs", "Redis")]
public sealed class ForgedTokenTests(Genuine genuine) : IClassFixture<Genuine>
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static TheoryData<string> Forgeries { get; } = new(Forge("").Keys);

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_waiting_token_is_not_found_anywhere_and_Redis_never_hears_of_it(string forgery)
    {
        var token = Forge(genuine.Token)[forgery];
        var calls = await genuine.ScriptCallsAsync();
        foreach (var request in Requests(token))
            (await genuine.Shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        Assert.Equal(calls, await genuine.ScriptCallsAsync());
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_pass_opens_nothing_and_Redis_never_hears_of_it(string forgery)
    {
        var pass = Forge(genuine.Pass)[forgery];
        var calls = await genuine.ScriptCallsAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, OrderDesk.Handler + "?wish=200");
        request.Headers.TryAddWithoutValidation("X-Reservation-Token", pass);
        (await genuine.Shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(calls, await genuine.ScriptCallsAsync());
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_waiting_token_is_not_recognised_and_Redis_never_hears_of_it(string forgery)
    {
        var calls = await genuine.ScriptCallsAsync();
        Assert.Null(await genuine.Shop.Room.ReadTokenAsync(Forge(genuine.Token)[forgery]));
        Assert.Null(await genuine.Shop.Room.ReadTokenAsync(genuine.Pass));
        Assert.Equal(calls, await genuine.ScriptCallsAsync());
    }

    [Fact]
    public async Task A_genuine_token_is_recognised_without_Redis_as_its_visitor_whatever_their_place()
    {
        var (shop, user) = (genuine.Shop, Fresh.User());
        var first = await shop.Queue.TokenAsync(OrderDesk.Event, user);
        await shop.Queue.LeaveAsync(first);
        var second = await shop.Queue.TokenAsync(OrderDesk.Event, user);
        var elsewhere = await shop.Queue.TokenAsync(Fresh.Event(), user);
        var calls = await genuine.ScriptCallsAsync();
        var known = await shop.Room.ReadTokenAsync(first);
        Assert.Equal((OrderDesk.Event, 32), (known!.EventId, known.VisitorKey.Length));
        Assert.NotEqual(first, second);
        Assert.Equivalent(known, await shop.Room.ReadTokenAsync(second), strict: true);
        Assert.NotEqual(known.VisitorKey, (await shop.Room.ReadTokenAsync(elsewhere))!.VisitorKey);
        Assert.NotEqual(known.VisitorKey, (await shop.Room.ReadTokenAsync(genuine.Token))!.VisitorKey);
        Assert.Equal(calls, await genuine.ScriptCallsAsync());
    }

    [Fact]
    public async Task Every_character_of_a_token_counts()
    {
        var calls = await genuine.ScriptCallsAsync();
        for (var i = 0; i < genuine.Token.Length; i++)
        {
            // Each bit of the character in turn: the last one carries bits that no byte of the token takes.
            for (var bit = 1; bit < 64; bit <<= 1)
            {
                var token = Replace(genuine.Token, i, Alphabet[Alphabet.IndexOf(genuine.Token[i], StringComparison.Ordinal) ^ bit]);
                (await genuine.Shop.Queue.StatusAsync(token)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
            }
        }

        Assert.Equal(calls, await genuine.ScriptCallsAsync());
        (await genuine.Shop.Queue.StatusAsync(genuine.Token)).Should(HttpStatusCode.OK);
        Assert.NotEqual(calls, await genuine.ScriptCallsAsync());
    }

    [Theory]
    [InlineData("e")]
    [InlineData("ev")]
    [InlineData("eve")]
    public async Task A_token_has_one_spelling_whatever_its_length(string eventId)
    {
        var token = await genuine.Shop.Queue.TokenAsync(eventId);
        var calls = await genuine.ScriptCallsAsync();
        var last = Alphabet.IndexOf(token[^1], StringComparison.Ordinal);
        foreach (var other in Alphabet.Where(letter => letter != Alphabet[last]))
            (await genuine.Shop.Queue.StatusAsync(token[..^1] + other)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        foreach (var padding in (string[])["=", "==", "===", ".", "%20", "%0A"])
            (await genuine.Shop.Queue.StatusAsync(token + padding)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        Assert.Equal(calls, await genuine.ScriptCallsAsync());
    }

    [Fact]
    public async Task Tokens_of_another_waiting_room_are_forged_too()
    {
        await using var foreign = await Genuine.ForeignShopAsync();
        var pass = await foreign.Queue.PassAsync(OrderDesk.Event);
        var token = await foreign.Queue.TokenAsync(OrderDesk.Event);
        var calls = await genuine.ScriptCallsAsync();
        foreach (var request in Requests(token))
            (await genuine.Shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        (await genuine.Shop.OrderAsync(OrderDesk.Handler, pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(calls, await genuine.ScriptCallsAsync());
    }

    [Fact]
    public async Task A_pass_is_no_waiting_token_and_a_waiting_token_no_pass()
    {
        var before = await genuine.DumpAsync();
        var calls = await genuine.ScriptCallsAsync();
        foreach (var request in Requests(genuine.Pass))
            (await genuine.Shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        (await genuine.Shop.OrderAsync(OrderDesk.Handler, genuine.Token)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await genuine.Shop.OrderAsync(OrderDesk.Handler, genuine.UserToken, user: genuine.User)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(calls, await genuine.ScriptCallsAsync());
        Assert.Equal(before, await genuine.DumpAsync());
    }

    private static Dictionary<string, string> Forge(string token)
    {
        var length = token.Length;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["half"] = token[..(length / 2)],
            ["without the last character"] = token[..Math.Max(0, length - 1)],
            ["without the last four"] = token[..Math.Max(0, length - 4)],
            ["without the first"] = length > 0 ? token[1..] : "",
            ["one more"] = token + "A",
            ["four more"] = token + "AAAA",
            ["twice"] = token + token,
            ["padded"] = token + "=",
            ["padded twice"] = token + "==",
            ["a blank inside"] = token.Insert(length / 2, " "),
            ["a line break inside"] = token.Insert(length / 2, "%0A"),
            ["a tab inside"] = token.Insert(length / 2, "\t"),
            ["backwards"] = new string([.. token.Reverse()]),
            ["in capitals"] = token.ToUpperInvariant(),
            ["signature of As"] = length > 22 ? token[..(length - 22)] + new string('A', 22) : "",
            ["in quotes"] = $"\"{token}\"",
            ["with a scheme"] = "Bearer " + token,
            ["another alphabet"] = token.Replace('-', '+').Replace('_', '/') + "+/",
        };
    }

    private static IEnumerable<HttpRequestMessage> Requests(string token)
    {
        var query = token.Replace("+", "%2B", StringComparison.Ordinal).Replace("\t", "%09", StringComparison.Ordinal);
        yield return new HttpRequestMessage(HttpMethod.Get, $"{Shop.Prefix}/status?token={query}");
        yield return new HttpRequestMessage(HttpMethod.Delete, $"{Shop.Prefix}/leave?token={query}");
        yield return new HttpRequestMessage(HttpMethod.Post, $"{Shop.Prefix}/leave?token={query}");
        yield return new HttpRequestMessage(HttpMethod.Get, Shop.Prefix + "/status").With("X-Waiting-Token", token);
        yield return new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/enter").With("X-Waiting-Token", token);
        yield return new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/enter") { Content = JsonContent.Create(new { waiting_token = token }) };
    }

    private static string Replace(string text, int at, char letter) => string.Concat(text.AsSpan(0, at), [letter], text.AsSpan(at + 1));
}
