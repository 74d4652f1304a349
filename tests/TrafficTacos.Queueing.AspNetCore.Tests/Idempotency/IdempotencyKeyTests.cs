using System.Globalization;
using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Idempotency;

/// <summary>What a repeated request gets, and what is no repeated request.</summary>
public abstract class IdempotencyKeyTests(string? redis) : ShopTests(redis)
{
    private readonly Till _till = new();
    private readonly string _key = Fresh.Key();

    public static TheoryData<string> Required { get; } = [Till.Handler, Till.Delegate, Till.Group];

    [Theory]
    [MemberData(nameof(Required))]
    public async Task A_repeated_request_gets_the_answer_of_the_first_and_does_nothing(string path)
    {
        var shop = await OpenAsync(_till.Plan);
        var first = (await shop.Http.AskAsync(Till.Order(path, _key))).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        Assert.Equal("order 1: 9 two seats", first.Text);
        for (var i = 0; i < 3; i++)
        {
            var again = (await shop.Http.AskAsync(Till.Order(path, _key))).Should(HttpStatusCode.Created).ShouldBeReplayed();
            Assert.Equal(first.Text, again.Text);
            foreach (var header in (string[])["Content-Type", "Content-Length", "Location", "X-Order"])
                Assert.Equal((header, first.Header(header)), (header, again.Header(header)));
            Assert.Equal("session=secret", first.Header("Set-Cookie"));
            Assert.Null(again.Header("Set-Cookie"));
        }

        Assert.Equal(1, _till.Runs);
    }

    [Theory]
    [MemberData(nameof(Required))]
    public async Task Where_a_key_is_required_nothing_is_done_without_one(string path)
    {
        var shop = await OpenAsync(_till.Plan);
        (await shop.Http.AskAsync(Till.Order(path, null))).ShouldFail(HttpStatusCode.BadRequest, "IDEMPOTENCY_REQUIRED");
        Assert.Equal(0, _till.Runs);
    }

    [Fact]
    public async Task Where_a_key_is_accepted_a_request_without_one_is_done_each_time()
    {
        var shop = await OpenAsync(_till.Plan);
        foreach (var (key, runs) in ((string?, int)[])[(null, 1), (null, 2), (_key, 3), (_key, 3)])
        {
            (await shop.Http.AskAsync(Till.Order(Till.Optional, key))).Should(HttpStatusCode.Created);
            Assert.Equal(runs, _till.Runs);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ключ")]
    [InlineData("256")]
    [InlineData("two")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var shop = await OpenAsync(_till.Plan);
        var request = new RawRequest("POST", Till.Optional).With("Idempotency-Key: " + (key == "256" ? new string('k', 256) : key));
        if (key == "two")
            request = request.With("Idempotency-Key: two");
        (await request.SendAsync(shop.Address)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_IDEMPOTENCY_KEY");
        Assert.Equal(0, _till.Runs);
    }

    [Fact]
    public async Task Another_body_under_the_key_is_a_conflict_and_changes_nothing()
    {
        var shop = await OpenAsync(_till.Plan);
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key))).Should(HttpStatusCode.Created);
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, "three seats"))).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key))).Should(HttpStatusCode.Created).ShouldBeReplayed();
        Assert.Equal(1, _till.Runs);
    }

    [Fact]
    public async Task Another_path_of_the_same_route_is_a_conflict()
    {
        var shop = await OpenAsync(_till.Plan);
        (await shop.Http.AskAsync(Till.Order("/group/orders/1/confirm", _key))).Should(HttpStatusCode.OK);
        (await shop.Http.AskAsync(Till.Order("/group/orders/2/confirm", _key))).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
    }

    [Theory]
    [InlineData("", "?gift=yes")]
    [InlineData("?gift=yes", "")]
    [InlineData("?_=1", "?_=2")]
    public async Task Another_query_under_the_key_is_a_conflict_and_never_done(string first, string other)
    {
        var shop = await OpenAsync(_till.Plan);
        (await shop.Http.AskAsync(Till.Order("/group/orders/1/confirm" + first, _key))).Should(HttpStatusCode.OK);
        (await shop.Http.AskAsync(Till.Order("/group/orders/1/confirm" + other, _key))).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
        (await shop.Http.AskAsync(Till.Order("/group/orders/1/confirm" + first, _key))).Should(HttpStatusCode.OK).ShouldBeReplayed();
    }

    [Fact]
    public async Task A_key_of_another_user_or_route_is_another_key()
    {
        var shop = await OpenAsync(_till.Plan);
        var (one, other) = (Fresh.User(), Fresh.User());
        HttpRequestMessage[] requests =
        [
            Till.Order(Till.Handler, _key), Till.Order(Till.Handler, _key, user: one), Till.Order(Till.Handler, _key, user: other),
            Till.Order(Till.Delegate, _key),
        ];
        foreach (var request in requests)
            (await shop.Http.AskAsync(request)).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        Assert.Equal(requests.Length, _till.Runs);
        // And each of them has its own answer.
        Assert.Equal("order 3: 9 two seats", (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, user: other))).ShouldBeReplayed().Text);
    }

    [Fact]
    public async Task What_is_safe_to_repeat_anyway_needs_no_key()
    {
        var shop = await OpenAsync(_till.Plan);
        Assert.Equal("no order yet", (await shop.Http.AskAsync(HttpMethod.Get, Till.Group)).Should(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData(Till.Handler, "500")]
    [InlineData(Till.Handler, "503")]
    [InlineData(Till.Handler, "throw")]
    [InlineData(Till.Delegate, "502")]
    [InlineData(Till.Delegate, "throw")]
    [InlineData(Till.Handler, "400")]
    [InlineData(Till.Handler, "401")]
    [InlineData(Till.Handler, "403")]
    [InlineData(Till.Handler, "409")]
    [InlineData(Till.Delegate, "429")]
    public async Task A_failure_is_not_kept_and_the_key_is_free_again(string path, string wish)
    {
        var shop = await OpenAsync(_till.Plan);
        var status = wish == "throw" ? HttpStatusCode.InternalServerError : Enum.Parse<HttpStatusCode>(wish);
        (await shop.Http.AskAsync(Till.Order(path, _key, wish: wish))).Should(status).ShouldBeReplayed(false);
        (await shop.Http.AskAsync(Till.Order(path, _key, wish: wish))).Should(status).ShouldBeReplayed(false);
        (await shop.Http.AskAsync(Till.Order(path, _key))).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        (await shop.Http.AskAsync(Till.Order(path, _key))).Should(HttpStatusCode.Created).ShouldBeReplayed();
        Assert.Equal(3, _till.Runs);
    }

    [Fact]
    public async Task After_a_refusal_the_key_takes_a_corrected_body()
    {
        var shop = await OpenAsync(_till.Plan);
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, "no seats", "400"))).Should(HttpStatusCode.BadRequest);
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key))).Should(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("302")]
    [InlineData("204")]
    public async Task A_success_without_a_body_is_kept_too(string wish)
    {
        var shop = await OpenAsync(_till.Plan with
        {
            Map = app => app.MapPost(Till.Handler, (RequestDelegate)(context =>
            {
                context.Response.StatusCode = int.Parse(context.Request.Headers[Till.WishHeader]!, CultureInfo.InvariantCulture);
                context.Response.Headers.Location = "/thanks";
                return Task.CompletedTask;
            })).RequireIdempotencyKey(),
        });
        (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, wish: wish))).ShouldBeReplayed(false);
        var again = (await shop.Http.AskAsync(Till.Order(Till.Handler, _key, wish: wish))).ShouldBeReplayed();
        Assert.Equal((wish, "/thanks", ""), (((int)again.Status).ToString(CultureInfo.InvariantCulture), again.Header("Location"), again.Text));
    }
}

public sealed class IdempotencyKeyInMemoryTests() : IdempotencyKeyTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class IdempotencyKeyOnRedisTests(RedisFixture redis) : IdempotencyKeyTests(redis.Address)
{
    [Fact]
    public async Task Neither_user_nor_key_nor_body_can_be_read_in_the_names()
    {
        var till = new Till();
        var (user, key) = (Fresh.User(), Fresh.Key());
        var shop = await OpenAsync(till.Plan);
        (await shop.Http.AskAsync(Till.Order(Till.Handler, key, user: user))).Should(HttpStatusCode.Created);
        var server = redis.Connection.GetServers().Single();
        var names = new List<string>();
        await foreach (var name in server.KeysAsync(pattern: "*"))
            names.Add(name.ToString());
        Assert.Contains(names, name => name.StartsWith("tq-idem:", StringComparison.Ordinal));
        foreach (var name in names.Where(name => name.StartsWith("tq-idem:", StringComparison.Ordinal)))
        {
            var value = (string?)await redis.Connection.GetDatabase().StringGetAsync(name);
            Assert.DoesNotContain(user, name + value, StringComparison.Ordinal);
            Assert.DoesNotContain(key, name + value, StringComparison.Ordinal);
            Assert.InRange((await redis.Connection.GetDatabase().KeyTimeToLiveAsync(name))!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        }
    }
}
