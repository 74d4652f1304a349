using System.Net.Http.Json;
using System.Text.Json;

namespace TrafficTacos.Browser.Tests;

/// <summary>Somebody else in the same queue, without a browser.</summary>
internal sealed class Neighbour(HttpClient http, string token)
{
    public static async Task<Neighbour> JoinAsync(HttpClient http, string eventId)
    {
        using var answer = await http.PostAsJsonAsync(new Uri("/api/v1/queue/join", UriKind.Relative), new { event_id = eventId });
        answer.EnsureSuccessStatusCode();
        return new Neighbour(http, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("waiting_token").GetString()!);
    }

    public async Task<JsonElement> StatusAsync() =>
        await http.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/queue/status?token=" + Uri.EscapeDataString(token), UriKind.Relative));
}
