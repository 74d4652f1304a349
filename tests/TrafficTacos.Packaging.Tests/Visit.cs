using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrafficTacos.Packaging.Tests;

/// <summary>One visitor's way through a waiting room over HTTP, as the samples' README tells it.</summary>
internal static class Visit
{
    /// <summary>Refused at the door; joins, polls, enters, passes once, and is refused with the spent pass.</summary>
    public static async Task ThroughAsync(HttpClient client, DocumentedShop shop)
    {
        await BuyAsync(client, shop, null, HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");

        var joined = await ReadAsync(
            await client.PostAsync(At(shop, "/join"), Json($$"""{"event_id":"{{shop.EventId}}"}""")), HttpStatusCode.Accepted);
        Assert.Equal(1, joined.GetProperty("position_hint").GetInt64());
        var waitingToken = joined.GetProperty("waiting_token").GetString()!;

        using var poll = new HttpRequestMessage(HttpMethod.Get, At(shop, "/status"));
        poll.Headers.Add("X-Waiting-Token", waitingToken);
        var status = await ReadAsync(await client.SendAsync(poll), HttpStatusCode.OK);
        Assert.Equal("ready", status.GetProperty("status").GetString());
        Assert.True(status.GetProperty("ready_for_entry").GetBoolean());

        var entered = await ReadAsync(
            await client.PostAsync(At(shop, "/enter"), Json($$"""{"waiting_token":"{{waitingToken}}"}""")), HttpStatusCode.OK);
        Assert.Equal("granted", entered.GetProperty("admission").GetString());
        var reservationToken = entered.GetProperty("reservation_token").GetString()!;

        await BuyAsync(client, shop, reservationToken, HttpStatusCode.OK);
        await BuyAsync(client, shop, reservationToken, HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    private static async Task BuyAsync(HttpClient client, DocumentedShop shop, string? reservationToken, HttpStatusCode expected, string code = "")
    {
        using var buy = new HttpRequestMessage(HttpMethod.Post, new Uri(shop.ProtectedPath, UriKind.Relative));
        if (reservationToken is not null)
            buy.Headers.Add("X-Reservation-Token", reservationToken);
        using var answer = await client.SendAsync(buy);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} instead of {(int)expected}: {body}");
        Assert.Contains(code, body, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    private static Uri At(DocumentedShop shop, string path) => new(shop.Prefix + path, UriKind.Relative);

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
