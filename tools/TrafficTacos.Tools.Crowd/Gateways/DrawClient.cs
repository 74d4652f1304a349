using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Reads what is published of the event's draw.</summary>
internal sealed class DrawClient(ApiSender sender, HttpClient http, CrowdOptions options)
{
    /// <summary>The list of the largest draw.</summary>
    private const int MaxLeaves = 32 * 1_000_000;

    /// <param name="identity">Whose gateway is asked.</param>
    /// <param name="waitingToken">Whose own part is read, too; null for nobody's.</param>
    /// <param name="retryUntil">After this time a transient failure is final.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<ApiResponse<DrawResponse>> ReadAsync(
        VisitorIdentity identity, string? waitingToken, TimeSpan retryUntil, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<DrawResponse>(CallKind.Draw, HttpMethod.Get, QueueJson.Default.DrawResponse)
        {
            Url = gateway => new Uri(gateway, $"{gateway.AbsolutePath.TrimEnd('/')}{options.Prefix}/draw?event_id={options.EventId}"),
            Headers = [("X-Waiting-Token", waitingToken)],
            RetryUntil = retryUntil,
        }, cancellationToken);

    /// <summary>The list of leaves; null if it cannot be read.</summary>
    public async Task<byte[]?> ReadLeavesAsync(VisitorIdentity identity, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(identity.NextGateway(), path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength is null or > MaxLeaves)
                return null;
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
