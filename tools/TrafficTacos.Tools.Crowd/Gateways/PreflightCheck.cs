using TrafficTacos.Tools.Crowd.Cli;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Sends one request to each gateway before the load, so that a wrong address is reported once.</summary>
internal static class PreflightCheck
{
    private const string StartHint = "start one with: dotnet run --project src/TrafficTacos.Gateway.Host (port 8000, or SERVER_PORT)";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Returns the error and how to fix it, or null.</summary>
    public static async Task<string?> RunAsync(HttpClient http, CrowdOptions options, CancellationToken cancellationToken)
    {
        foreach (var gateway in options.Gateways)
        {
            if (await RunAsync(http, gateway, options, cancellationToken) is { } error)
                return error;
        }

        return null;
    }

    private static async Task<string?> RunAsync(HttpClient http, Uri gateway, CrowdOptions options, CancellationToken cancellationToken)
    {
        var url = new Uri(gateway, $"{gateway.AbsolutePath.TrimEnd('/')}{options.Prefix}/status?token=availability-check");
        using var timeout = new CancellationTokenSource(RequestTimeout, TimeProvider.System);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await http.GetAsync(url, linked.Token);
            var text = await response.Content.ReadAsStringAsync(linked.Token);
            return text.Contains("\"code\"", StringComparison.Ordinal) && !text.Contains("\"NOT_FOUND\"", StringComparison.Ordinal)
                ? null
                : $"{gateway} answers with {(int)response.StatusCode}, but has no waiting room at {options.Prefix}; set the path with --prefix";
        }
        catch (HttpRequestException exception)
        {
            return $"gateway {gateway} cannot be reached ({exception.Message.TrimEnd('.')}); {StartHint}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"gateway {gateway} did not answer within {RequestTimeout.TotalSeconds:0} s; {StartHint}";
        }
    }
}
