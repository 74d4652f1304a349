using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>POST /queue/join.</summary>
public abstract class JoinTests(string? redis) : ShopTests(redis)
{
    [Fact]
    public async Task Join_answers_202_with_token_position_status_and_when_to_ask()
    {
        var shop = await OpenAsync();
        var joined = (await shop.Queue.JoinAsync(Fresh.Event())).Should(HttpStatusCode.Accepted);
        Assert.Equal(
            ["waiting_token", "position_hint", "status", "poll_after_ms", "phase", "mode"], joined.Json.EnumerateObject().Select(property => property.Name));
        Assert.Matches("^[A-Za-z0-9_-]+$", joined.String("waiting_token"));
        Assert.Equal(1, joined.Number("position_hint"));
        Assert.Equal("ready", joined.String("status"));
        Assert.Equal(2000, joined.Number("poll_after_ms"));
        Assert.Equal("no-store", joined.Header("Cache-Control"));
    }

    [Fact]
    public async Task An_event_that_nobody_knows_is_404_where_only_known_ones_exist()
    {
        var shop = await OpenAsync(new ShopPlan { Options = options => (options.KnownEventsOnly, options.Events["concert"]) = (true, new EventOptions()) });
        (await shop.Queue.JoinAsync("invented")).ShouldFail(HttpStatusCode.NotFound, "EVENT_NOT_FOUND");
        (await shop.Queue.JoinAsync("concert")).Should(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Position_hint_counts_who_came_before()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        for (var position = 1; position <= 5; position++)
            Assert.Equal(position, (await shop.Queue.JoinAsync(eventId)).Number("position_hint"));
    }

    [Fact]
    public async Task Far_back_poll_after_is_longer_and_at_most_half_the_head_grace()
    {
        var shop = await OpenAsync(Scarce);
        var eventId = Fresh.Event();
        await shop.Queue.TokenAsync(eventId);
        var second = await shop.Queue.JoinAsync(eventId);
        Assert.InRange(second.Number("poll_after_ms"), 2001, 15_000);
    }

    [Fact]
    public async Task Events_have_queues_of_their_own()
    {
        var shop = await OpenAsync();
        await shop.Queue.TokenAsync(Fresh.Event());
        Assert.Equal(1, (await shop.Queue.JoinAsync(Fresh.Event())).Number("position_hint"));
    }

    [Fact]
    public async Task The_same_key_and_body_get_the_same_token_and_no_second_place()
    {
        var shop = await OpenAsync();
        var (eventId, key) = (Fresh.Event(), Fresh.Key());
        var first = (await shop.Queue.JoinAsync(eventId, key: key)).Should(HttpStatusCode.Accepted);
        var again = (await shop.Queue.JoinAsync(eventId, key: key)).Should(HttpStatusCode.Accepted);
        Assert.Equal(first.String("waiting_token"), again.String("waiting_token"));
        Assert.Null(first.Header("Idempotency-Replayed"));
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal("true", again.Header("X-Idempotency-Cached"));
        Assert.Equal(2, (await shop.Queue.JoinAsync(eventId)).Number("position_hint"));
    }

    [Fact]
    public async Task The_same_key_sent_twice_at_once_gets_one_place()
    {
        var shop = await OpenAsync();
        var (eventId, key) = (Fresh.Event(), Fresh.Key());
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => shop.Queue.JoinAsync(eventId, key: key)));
        Assert.Single(answers.Select(answer => answer.Should(HttpStatusCode.Accepted).String("waiting_token")).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_key_for_another_event_is_a_conflict()
    {
        var shop = await OpenAsync();
        var (eventId, key) = (Fresh.Event(), Fresh.Key());
        (await shop.Queue.JoinAsync(eventId, key: key)).Should(HttpStatusCode.Accepted);
        (await shop.Queue.JoinAsync(Fresh.Event(), key: key)).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
        Assert.Equal(2, (await shop.Queue.JoinAsync(eventId)).Number("position_hint"));
    }

    [Theory]
    [InlineData("somebody", "somebody else")]
    [InlineData("somebody", null)]
    [InlineData(null, "somebody")]
    [InlineData(null, "")]
    public async Task The_same_key_with_another_user_id_is_a_conflict(string? first, string? second)
    {
        var shop = await OpenAsync();
        var (eventId, key) = (Fresh.Event(), Fresh.Key());
        (await shop.Queue.JoinAsync(eventId, key: key, label: first)).Should(HttpStatusCode.Accepted);
        (await shop.Queue.JoinAsync(eventId, key: key, label: second)).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
    }

    [Fact]
    public async Task A_key_belongs_to_its_user()
    {
        var shop = await OpenAsync();
        var (eventId, key) = (Fresh.Event(), Fresh.Key());
        string[] tokens =
        [
            (await shop.Queue.JoinAsync(eventId, key: key)).Should(HttpStatusCode.Accepted).String("waiting_token"),
            (await shop.Queue.JoinAsync(eventId, Fresh.User(), key)).Should(HttpStatusCode.Accepted).String("waiting_token"),
            (await shop.Queue.JoinAsync(eventId, Fresh.User(), key)).Should(HttpStatusCode.Accepted).String("waiting_token"),
        ];
        Assert.Equal(3, tokens.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_user_who_has_a_place_gets_it_again()
    {
        var shop = await OpenAsync();
        var (eventId, user) = (Fresh.Event(), Fresh.User());
        var first = (await shop.Queue.JoinAsync(eventId, user)).Should(HttpStatusCode.Accepted);
        Assert.Null(first.Header("Idempotency-Replayed"));
        foreach (var key in (string?[])[null, Fresh.Key()])
        {
            var again = (await shop.Queue.JoinAsync(eventId, user, key)).Should(HttpStatusCode.Accepted);
            Assert.Equal((first.String("waiting_token"), first.String("status"), "true"), (again.String("waiting_token"), again.String("status"), again.Header("Idempotency-Replayed")));
        }

        Assert.Equal(1, (await shop.Queue.StatusAsync(first.String("waiting_token"))).Number("queue_length"));
    }

    [Fact]
    public async Task Where_a_second_join_is_refused_the_user_keeps_the_place()
    {
        var shop = await OpenAsync(new ShopPlan { Endpoints = options => options.RefuseDuplicateJoin = true });
        var (eventId, user) = (Fresh.Event(), Fresh.User());
        var token = await shop.Queue.TokenAsync(eventId, user);
        foreach (var key in (string?[])[null, Fresh.Key()])
        {
            var again = await shop.Queue.JoinAsync(eventId, user, key);
            again.ShouldFail(HttpStatusCode.Conflict, "DUPLICATE_REQUEST");
            Assert.Equal(token, again.String("waiting_token"));
        }

        Assert.Equal(1, (await shop.Queue.StatusAsync(token)).Number("queue_length"));
    }

    [Fact]
    public async Task A_user_who_repeats_the_request_gets_the_same_202()
    {
        var shop = await OpenAsync();
        var (eventId, user, key) = (Fresh.Event(), Fresh.User(), Fresh.Key());
        var first = (await shop.Queue.JoinAsync(eventId, user, key)).Should(HttpStatusCode.Accepted);
        var again = (await shop.Queue.JoinAsync(eventId, user, key)).Should(HttpStatusCode.Accepted);
        Assert.Equal(first.String("waiting_token"), again.String("waiting_token"));
        Assert.Equal(1, again.Number("position_hint"));
        Assert.Equal(first.String("waiting_token"), (await shop.Queue.JoinAsync(eventId, user)).Should(HttpStatusCode.Accepted).String("waiting_token"));
    }

    [Fact]
    public async Task Many_clients_that_all_say_anonymous_have_a_place_each()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => shop.Queue.JoinAsync(eventId, label: "anonymous")));
        Assert.Equal(
            Enumerable.Range(1, 32).Select(position => (long)position),
            answers.Select(answer => answer.Should(HttpStatusCode.Accepted).Number("position_hint")).Order());
        Assert.Equal(32, answers.Select(answer => answer.String("waiting_token")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_user_id_in_the_body_is_no_identity()
    {
        var shop = await OpenAsync();
        var (eventId, user) = (Fresh.Event(), Fresh.User());
        await shop.Queue.TokenAsync(eventId, user);
        var stranger = await shop.Queue.JoinAsync(eventId, label: user);
        Assert.Equal(2, stranger.Should(HttpStatusCode.Accepted).Number("position_hint"));
    }

    [Fact]
    public async Task Whoever_left_joins_again_at_the_end_with_a_new_token()
    {
        var shop = await OpenAsync();
        var (eventId, user) = (Fresh.Event(), Fresh.User());
        var old = await shop.Queue.TokenAsync(eventId, user);
        await shop.Queue.TokenAsync(eventId);
        (await shop.Queue.LeaveAsync(old)).Should(HttpStatusCode.OK);
        var again = (await shop.Queue.JoinAsync(eventId, user)).Should(HttpStatusCode.Accepted);
        Assert.Equal(2, again.Number("position_hint"));
        Assert.NotEqual(old, again.String("waiting_token"));
        Assert.Equal("expired", (await shop.Queue.StatusAsync(old)).String("status"));
    }
}

public sealed class JoinInMemoryTests() : JoinTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class JoinOnRedisTests(RedisFixture redis) : JoinTests(redis.Address);
