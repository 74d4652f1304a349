using TrafficTacos.Samples.Crowd.Cli;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>Asks each gateway once, before two thousand people do.</summary>
internal static class Preflight
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong and what to do about it, or null.</summary>
    public static async Task<string?> CheckAsync(HttpClient http, CrowdOptions options, CancellationToken cancellationToken)
    {
        foreach (var gateway in options.Gateways)
        {
            if (await CheckAsync(http, gateway, options, cancellationToken) is { } trouble)
                return trouble;
        }

        return null;
    }

    private static async Task<string?> CheckAsync(HttpClient http, Uri gateway, CrowdOptions options, CancellationToken cancellationToken)
    {
        var probe = new Uri(gateway, $"{gateway.AbsolutePath.TrimEnd('/')}{options.Prefix}/status?token=is-anybody-there");
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await http.GetAsync(probe, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            return text.Contains("\"code\"", StringComparison.Ordinal) && !text.Contains("\"NOT_FOUND\"", StringComparison.Ordinal)
                ? null
                : $"{gateway} answers ({(int)response.StatusCode}), but there is no waiting room at {options.Prefix}; name the right path with --prefix";
        }
        catch (HttpRequestException e)
        {
            return $"gateway {gateway} cannot be reached ({e.Message.TrimEnd('.')}); {HowToStart}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"gateway {gateway} did not answer within {Patience.TotalSeconds:0} s; {HowToStart}";
        }
    }

    private const string HowToStart = "start one with: dotnet run --project src/TrafficTacos.Gateway.Host (port 8000, or SERVER_PORT)";
}
