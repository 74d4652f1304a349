using System.Text.Json;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Joins visitors over HTTP and writes their waiting tokens to a file for wrk.</summary>
internal static class WaitingTokenFile
{
    private const int Visitors = 5_000;
    private const string JoinBody = """{"event_id":"status"}""";

    public static async Task WriteAsync(string queueUrl, string file)
    {
        using var client = new HttpClient();
        using var body = JsonDocument.Parse(JoinBody);
        var tokens = new List<string>();
        for (var i = 0; i < Visitors; i++)
        {
            using var response = await client.PostAsJsonAsync(queueUrl + "/join", body.RootElement);
            tokens.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("waiting_token").GetString()!);
        }

        await File.WriteAllLinesAsync(file, tokens);
    }
}
