using System.Globalization;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>What <c>--health</c> does: asks the gateway of the same settings, on this machine, whether it lives. A container
/// without a shell has nothing else to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The exit status: 0 when it lives, else 1.</summary>
    public static async Task<int> RunAsync(int port)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/healthz")));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Console.Error.WriteLine($"No gateway answers on port {port}: {exception.Message}");
            return 1;
        }
    }
}
