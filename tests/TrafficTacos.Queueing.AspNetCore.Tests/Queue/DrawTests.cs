using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>GET /queue/draw, and a drawn event as its visitors live it.</summary>
public abstract class DrawTests(string? redis) : ShopTests(redis)
{
    private const int Visitors = 50;

    private readonly bool _isInMemory = redis is null;

    [Fact]
    public async Task A_drawn_event_is_announced_gathered_drawn_checked_and_entered_by_number()
    {
        var sale = await DrawnSale.OpenAsync(OpenAsync, _isInMemory);
        var announced = await sale.UntilAsync("announced");
        Assert.Equal("no-store", announced.Header("Cache-Control"));
        Assert.Equal(("secret", "user", "tq-draw-1"), AnnouncementOf(announced));
        foreach (var secret in (string[])["secret", "seed", "root", "entries", "leaves_url", "mine"])
            Assert.False(announced.Json.TryGetProperty(secret, out _), secret);
        (await sale.Shop.Http.AskAsync(HttpMethod.Get, announced.String("papers_url"))).Should(HttpStatusCode.OK);
        (await LeavesAsync(sale)).ShouldFail(HttpStatusCode.NotFound, "DRAW_NOT_FOUND");

        var users = Enumerable.Range(0, Visitors).Select(_ => Fresh.User()).ToArray();
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in users)
            tokens[user] = await sale.JoinAsync(user);
        Assert.False((await sale.MineAsync(tokens[users[0]])).Json.TryGetProperty("mine", out _));
        Assert.Equal(0, (await sale.Shop.Queue.StatusAsync(tokens[users[0]])).Number("position"));

        var ranked = await sale.UntilAsync("ranked");
        Assert.Equal(announced.Json.GetProperty("announcement").GetRawText(), ranked.Json.GetProperty("announcement").GetRawText());
        Assert.Equal((Visitors, announced.String("generation")), (ranked.Number("entries"), ranked.String("generation")));
        var late = await sale.JoinAsync(Fresh.User());
        var (papers, leaves) = await sale.PublishedAsync(ranked);
        var audit = new DrawAudit(papers, leaves);
        Assert.Equal(audit.Seed, ranked.String("seed"));
        var byNumber = new SortedDictionary<long, string>();
        foreach (var user in users)
        {
            var mine = (await sale.MineAsync(tokens[user])).Should(HttpStatusCode.OK);
            var number = mine.Json.GetProperty("mine").GetProperty("draw_number").GetInt64();
            Assert.Equal(audit.NumberOf(mine.Text), number);
            var status = await sale.Shop.Queue.StatusAsync(tokens[user]);
            Assert.Equal(number, status.Number("draw_number"));
            byNumber.Add(number, user);
        }

        Assert.Equal(Enumerable.Range(1, Visitors).Select(number => (long)number), byNumber.Keys);
        Assert.False((await sale.MineAsync(late)).Json.TryGetProperty("mine", out _));

        foreach (var (number, user) in byNumber)
        {
            await sale.UntilAsync(() => sale.Shop.Queue.StatusAsync(tokens[user]), status => status.Flag("ready_for_entry"));
            var next = byNumber.TryGetValue(number + 1, out var behind) ? tokens[behind] : late;
            if (sale.IsTimeStill)
                (await sale.Shop.Queue.EnterAsync(next, behind)).ShouldFail(HttpStatusCode.Forbidden, behind is null ? "ACCESS_DENIED" : "NOT_READY");
            (await sale.Shop.Queue.EnterAsync(tokens[user], user)).Should(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_place_belongs_to_a_user_and_ten_thousand_identities_of_one_account_are_one_place()
    {
        var sale = await DrawnSale.OpenAsync(OpenAsync, _isInMemory, options => (options.GatherAt, options.DrawAt, options.OpensAt) = (null, options.DrawAt!.Value.AddHours(1), options.OpensAt!.Value.AddHours(1)));
        (await sale.Shop.Queue.JoinAsync(sale.EventId)).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        (await sale.Shop.Queue.JoinAsync(sale.EventId, key: Fresh.Key())).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        var (room, user) = (sale.Shop.Room, Fresh.User());
        var joined = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => room.JoinAsync(sale.EventId, user, Fresh.Key())));
        Assert.Single(joined, result => result.Outcome == JoinOutcome.Joined);
        var token = joined[0].WaitingToken!;
        Assert.Equal(1, (await room.GetStatusAsync(token)).QueueLength);
        // A log-in that ended costs nobody the place.
        (await sale.Shop.Queue.JoinAsync(sale.EventId, token: token)).Should(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Browsers_are_drawn_only_where_that_is_configured()
    {
        var sale = await DrawnSale.OpenAsync(OpenAsync, _isInMemory, options => (options.GatherAt, options.DrawIdentity) = (null, DrawIdentity.Browser));
        // A client without a browser's identity could be one person many times.
        (await sale.Shop.Queue.JoinAsync(sale.EventId)).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        var browsers = sale.Shop.Services.GetRequiredService<BrowserIdentities>();
        var joined = await sale.Shop.Services.GetRequiredService<IWaitingRoom>().JoinAsync(
            new JoinRequest { EventId = sale.EventId, BrowserId = await browsers.ReadAsync(await browsers.CreateAsync()) });
        Assert.Equal(JoinOutcome.Joined, joined.Outcome);
        var announced = await sale.UntilAsync("announced");
        Assert.Equal("browser", announced.Json.GetProperty("announcement").GetProperty("identity").GetString());
    }

    [Fact]
    public async Task The_list_of_a_draw_that_has_ended_is_kept_by_caches_under_its_generation_only()
    {
        var sale = await DrawnSale.OpenAsync(OpenAsync, _isInMemory);
        await sale.UntilAsync("announced");
        await sale.JoinAsync(Fresh.User());
        var ranked = await sale.UntilAsync("ranked");
        Assert.Equal("no-store", (await LeavesAsync(sale)).Header("Cache-Control"));
        var url = ranked.String("leaves_url");
        var kept = await sale.Shop.Http.AskAsync(HttpMethod.Get, url);
        Assert.Equal(("public, max-age=31536000, immutable", "application/octet-stream", "32"), (kept.Header("Cache-Control"), kept.Header("Content-Type"), kept.Header("Content-Length")));
        var again = await sale.Shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, url).With("If-None-Match", kept.Header("ETag")!));
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        foreach (var path in (string[])[url, ranked.String("papers_url"), $"{Shop.Prefix}/draw?event_id={sale.EventId}&generation={ranked.String("generation")}"])
        {
            var other = path.Replace(ranked.String("generation"), new string('0', 32), StringComparison.Ordinal);
            (await sale.Shop.Http.AskAsync(HttpMethod.Get, other)).ShouldFail(HttpStatusCode.NotFound, "DRAW_NOT_FOUND");
        }
    }

    [Fact]
    public async Task Where_there_is_no_draw_the_answer_is_a_row_of_the_error_table()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Options = options =>
            {
                options.KnownEventsOnly = true;
                options.KnownEvents.Add("event-*");
            },
        });
        var eventId = Fresh.Event();
        foreach (var path in (string[])["/draw", "/draw/papers", "/draw/leaves"])
        {
            (await AskAsync(path)).ShouldFail(HttpStatusCode.BadRequest, "MISSING_EVENT_ID");
            (await AskAsync(path + "?event_id=a b")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_EVENT_ID");
            (await AskAsync(path + "?event_id=unknown")).ShouldFail(HttpStatusCode.NotFound, "EVENT_NOT_FOUND");
            (await AskAsync(path + "?event_id=" + eventId)).ShouldFail(HttpStatusCode.NotFound, "DRAW_NOT_FOUND");
        }

        var token = await shop.Queue.TokenAsync(eventId);
        (await shop.Queue.DrawAsync(eventId, token)).ShouldFail(HttpStatusCode.NotFound, "DRAW_NOT_FOUND");
        (await shop.Queue.DrawAsync(Fresh.Event(), token)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        (await shop.Queue.DrawAsync(eventId, "forged")).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");

        Task<Answer> AskAsync(string path) => shop.Http.AskAsync(HttpMethod.Get, Shop.Prefix + path);
    }

    private static (string?, string?, string?) AnnouncementOf(Answer answer)
    {
        var announcement = answer.Json.GetProperty("announcement");
        return (announcement.GetProperty("source").GetString(), announcement.GetProperty("identity").GetString(), announcement.GetProperty("algorithm").GetString());
    }

    private static Task<Answer> LeavesAsync(DrawnSale sale) => sale.Shop.Http.AskAsync(HttpMethod.Get, $"{Shop.Prefix}/draw/leaves?event_id={sale.EventId}");
}

public sealed class DrawInMemoryTests() : DrawTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class DrawOnRedisTests(RedisFixture redis) : DrawTests(redis.Address);
