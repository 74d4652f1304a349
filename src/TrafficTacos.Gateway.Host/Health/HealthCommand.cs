using System.Globalization;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The option <c>--health</c>: asks the gateway with the same settings on this machine whether it is alive. A container without a
/// shell has no other program for its health check.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <returns>The exit status: 0 if the gateway is alive, otherwise 1.</returns>
    public static async Task<int> RunAsync(int port)
    {
        using var http = new HttpClient { Timeout = Timeout };
        try
        {
            using var response = await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/healthz")));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Console.Error.WriteLine($"No gateway responds on port {port}: {exception.Message}");
            return 1;
        }
    }
}
