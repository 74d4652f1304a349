using System.Net.Http.Json;
using System.Text.Json;

namespace TrafficTacos.Browser.Tests;

/// <summary>What another process does in its own time and tells nobody: ask until it is so.</summary>
internal static class Asking
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <returns>The first answer that is as it should be; the last one, when patience ends.</returns>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> enough)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(Pace);
        while (true)
        {
            var answer = await ask();
            if (enough(answer) || patience.IsCancellationRequested)
                return answer;
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}

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
