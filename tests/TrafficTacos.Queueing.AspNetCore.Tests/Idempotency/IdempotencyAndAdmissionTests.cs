using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Routing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Idempotency;

/// <summary>An endpoint that needs a key and a pass: the key comes first, whichever was asked for first.</summary>
public abstract class IdempotencyAndAdmissionTests(string? redis) : ShopTests(redis)
{
    private readonly string _event = Fresh.Event();
    private readonly string _key = Fresh.Key();
    private int _runs;

    public static TheoryData<string> Orders { get; } =
        ["/key-then-pass", "/pass-then-key", "/key-on-group/orders", "/pass-on-group/orders"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_repeated_order_gets_its_answer_after_the_pass_was_spent(string path)
    {
        var shop = await OpenAsync(new ShopPlan { Map = Map, Room = room => room.AddPolicy("sale", _event) });
        var pass = await shop.Queue.PassAsync(_event);
        (await AskAsync(shop, path, pass)).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        Assert.Equal("order 1", (await AskAsync(shop, path, pass)).Should(HttpStatusCode.Created).ShouldBeReplayed().Text);
        Assert.Equal("order 1", (await AskAsync(shop, path, null)).Should(HttpStatusCode.Created).ShouldBeReplayed().Text);
        (await AskAsync(shop, path, pass, Fresh.Key())).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        Assert.Equal(1, _runs);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Who_comes_without_a_pass_queues_and_comes_again_with_the_same_key(string path)
    {
        var shop = await OpenAsync(new ShopPlan { Map = Map, Room = room => room.AddPolicy("sale", _event) });
        (await AskAsync(shop, path, null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await AskAsync(shop, path, null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await AskAsync(shop, path, await shop.Queue.PassAsync(_event))).Should(HttpStatusCode.Created);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_failed_order_gives_back_both_the_pass_and_the_key(string path)
    {
        var shop = await OpenAsync(new ShopPlan { Map = Map, Room = room => room.AddPolicy("sale", _event) });
        var pass = await shop.Queue.PassAsync(_event);
        foreach (var wish in (string[])["409", "500", "throw"])
            Assert.Equal(wish == "throw" ? "500" : wish, ((int)(await AskAsync(shop, path, pass, wish: wish)).Status).ToString(CultureInfo.InvariantCulture));
        (await AskAsync(shop, path, pass)).Should(HttpStatusCode.Created);
    }

    private Task<Answer> AskAsync(Shop shop, string path, string? pass, string? key = null, string wish = "201")
    {
        var request = Till.Order(path, key ?? _key, wish: wish);
        return shop.Http.AskAsync(pass is null ? request : request.With("X-Reservation-Token", pass));
    }

    private void Map(WebApplication app)
    {
        app.MapPost("/key-then-pass", (RequestDelegate)SellAsync).RequireIdempotencyKey().RequireAdmission("sale");
        app.MapPost("/pass-then-key", (RequestDelegate)SellAsync).RequireAdmission("sale").RequireIdempotencyKey();
        app.MapGroup("/key-on-group").RequireIdempotencyKey().MapPost("/orders", (RequestDelegate)SellAsync).RequireAdmission("sale");
        app.MapGroup("/pass-on-group").RequireAdmission("sale").MapPost("/orders", (RequestDelegate)SellAsync).RequireIdempotencyKey();
    }

    private Task SellAsync(HttpContext context)
    {
        string wish = context.Request.Headers[Till.WishHeader]!;
        context.Response.StatusCode = int.TryParse(wish, CultureInfo.InvariantCulture, out var status) ? status : throw new InvalidOperationException("as the client wished");
        return context.Response.WriteAsync(status == StatusCodes.Status201Created ? $"order {Interlocked.Increment(ref _runs)}" : "no order");
    }
}

public sealed class IdempotencyAndAdmissionInMemoryTests() : IdempotencyAndAdmissionTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class IdempotencyAndAdmissionOnRedisTests(RedisFixture redis) : IdempotencyAndAdmissionTests(redis.Address);
