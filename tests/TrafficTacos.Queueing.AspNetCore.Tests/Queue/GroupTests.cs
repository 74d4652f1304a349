using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>Where visitors come from, as the application says.</summary>
public sealed class GroupTests() : ShopTests(null)
{
    private const string Network = "X-Test-Network";

    [Fact]
    public async Task An_operator_removes_everybody_who_joined_from_one_network()
    {
        var shop = await OpenAsync(new ShopPlan
        {
            Services = services => services.Configure<WaitingRoomHttpOptions>(http => http.GroupSelector = context => context.Request.Headers[Network]),
        });
        var eventId = Fresh.Event();
        foreach (var network in (string?[])["one", "one", "two", "", null])
            (await JoinAsync(shop, eventId, network)).Should(HttpStatusCode.Accepted);
        var room = shop.Services.GetRequiredService<WaitingRoomOperator>();
        Assert.Equal((2, 1), (await room.CountAsync(eventId, "one"), await room.CountAsync(eventId, "two")));
        Assert.Equal(2, (await room.RemoveManyAsync(eventId, "one", "ann")).Removed);
        Assert.Equal(3, (await room.GetEventAsync(eventId)).Length);
    }

    [Fact]
    public async Task Without_a_selector_nothing_is_kept()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        (await JoinAsync(shop, eventId, "one")).Should(HttpStatusCode.Accepted);
        Assert.Equal(0, await shop.Services.GetRequiredService<WaitingRoomOperator>().CountAsync(eventId, "one"));
    }

    private static Task<Answer> JoinAsync(Shop shop, string eventId, string? network)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = System.Net.Http.Json.JsonContent.Create(new { event_id = eventId }) };
        if (network is not null)
            request.Headers.Add(Network, network);
        return shop.Http.AskAsync(request);
    }
}
