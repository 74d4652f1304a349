using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Engine;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>What the page follows.</summary>
public sealed class StreamTests() : ShopTests(null)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private bool _isOperator = true;

    [Fact]
    public async Task A_stream_begins_at_once_and_follows_what_happens()
    {
        var eventId = Fresh.Event();
        var shop = await OpenAsync(ConsoleClient.Plan(Scarce with { Time = _time }));
        using var response = await FollowAsync(shop, $"/events/{eventId}/stream");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("no", response.Headers.GetValues("X-Accel-Buffering").Single());
        var items = ItemsOf(response);
        Assert.Equal(("event", 0), LengthOf(await NextAsync(items)));
        await shop.Queue.TokenAsync(eventId);
        Assert.Equal(("event", 1), LengthOf(await NextAsync(items)));
        await shop.Queue.TokenAsync(eventId);
        Assert.Equal(("event", 2), LengthOf(await NextAsync(items)));
    }

    [Fact]
    public async Task The_list_has_a_stream_too()
    {
        var shop = await OpenAsync(ConsoleClient.Plan(new ShopPlan { Time = _time }));
        using var response = await FollowAsync(shop, "/events/stream");
        var item = await NextAsync(ItemsOf(response));
        Assert.Equal("events", item.EventType);
        Assert.Equal(0, JsonDocument.Parse(item.Data).RootElement.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Whoever_may_not_look_any_more_is_told_within_30_seconds_and_let_go()
    {
        var shop = await OpenAsync(ConsoleClient.Plan(new ShopPlan
        {
            Time = _time,
            Services = services => services.AddAuthorizationBuilder().AddPolicy("now", policy => policy.RequireAssertion(_ => Volatile.Read(ref _isOperator))),
            Map = app => app.MapWaitingRoomOperator("/other", options => options.ChangePolicy = "now"),
        }));
        using var response = await shop.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/other/api/events/concert/stream"), HttpCompletionOption.ResponseHeadersRead);
        var items = ItemsOf(response);
        await NextAsync(items);
        Volatile.Write(ref _isOperator, false);
        var told = 0;
        SseItem<string> item;
        while ((item = await NextAsync(items)).EventType != "ended")
            told++;
        Assert.InRange(told, 10, 15);
        Assert.False(await items.MoveNextAsync());
    }

    [Fact]
    public async Task However_many_follow_the_store_is_read_once_a_second_at_most()
    {
        var counted = 0;
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var shared = new SharedRead<string>(time, TimeSpan.FromSeconds(1));
        var gate = new TaskCompletionSource();
        async Task<string> ReadAsync()
        {
            var number = Interlocked.Increment(ref counted);
            await gate.Task;
            return $"read {number}";
        }

        var first = Enumerable.Range(0, 50).Select(_ => shared.GetAsync(ReadAsync)).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(first), told => Assert.Equal("read 1", told));
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal("read 1", await shared.GetAsync(ReadAsync));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("read 2", await shared.GetAsync(ReadAsync));
        shared.Forget();
        Assert.Equal("read 3", await shared.GetAsync(ReadAsync));
    }

    [Fact]
    public async Task A_read_that_failed_is_not_told_to_those_who_ask_later()
    {
        var shared = new SharedRead<string>(_time, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => shared.GetAsync(() => Task.FromException<string>(new WaitingRoomUnavailableException("away"))));
        Assert.Equal("back", await shared.GetAsync(() => Task.FromResult("back")));
    }

    private static Task<HttpResponseMessage> FollowAsync(Shop shop, string path) =>
        shop.Http.SendAsync(ConsoleClient.Of(shop).Request(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead);

    private static IAsyncEnumerator<SseItem<string>> ItemsOf(HttpResponseMessage response) =>
        SseParser.Create(response.EnsureSuccessStatusCode().Content.ReadAsStream()).EnumerateAsync().GetAsyncEnumerator();

    private static (string Name, long Length) LengthOf(SseItem<string> item) =>
        (item.EventType, JsonDocument.Parse(item.Data).RootElement.GetProperty("length").GetInt64());

    /// <summary>The next one, while two seconds pass and two seconds more.</summary>
    private async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        var next = items.MoveNextAsync().AsTask();
        await Eventually.IsTrueAsync(() =>
        {
            if (!next.IsCompleted)
                _time.Advance(TimeSpan.FromMilliseconds(500));
            return next.IsCompleted;
        });
        Assert.True(await next);
        return items.Current;
    }
}
