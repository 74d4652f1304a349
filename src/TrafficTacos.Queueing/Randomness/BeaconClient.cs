using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Randomness;

/// <summary>
/// Fetches one round from all configured addresses. There is no library here that verifies the beacon's signature, so a round counts when
/// two addresses give the same one and no other address a different one. The papers carry the signature: whoever checks the draw verifies it.
/// </summary>
internal sealed class BeaconClient : IDisposable
{
    private const int MaxAnswer = 4096;

    private readonly BeaconOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <param name="options">Valid ones.</param>
    /// <param name="time">Bounds each request.</param>
    public BeaconClient(BeaconOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
        {
            MaxResponseContentBufferSize = MaxAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<BeaconFetch> FetchAsync(long round, CancellationToken cancellationToken)
    {
        if (_options.Addresses.Count == 0)
            return new BeaconFetch(null, ["No address of the beacon is configured: an operator supplies the round."]);
        var answers = await Task.WhenAll(_options.Addresses.Select(address => AskAsync(address, round, cancellationToken))).ConfigureAwait(false);
        List<string> troubles = [.. answers.Select(answer => answer.Trouble).OfType<string>()];
        byte[][] signatures = [.. answers.Select(answer => answer.Signature).OfType<byte[]>()];
        if (signatures.DistinctBy(Convert.ToHexStringLower, StringComparer.Ordinal).Count() > 1)
            return new BeaconFetch(null, [.. troubles, $"The addresses disagree about round {round}: an operator has to find out which signature is genuine."]);
        if (signatures.Length < 2)
            return new BeaconFetch(null, [.. troubles, $"{signatures.Length} of {answers.Length} addresses gave round {round}; two must agree."]);
        return new BeaconFetch(DrawnRound.Of(_options.Name, round, signatures[0]), troubles);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(byte[]? Signature, string? Trouble)> AskAsync(Uri address, long round, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            var uri = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/{_options.ChainHash}/public/{round}");
            using var response = await _http.GetAsync(uri, either.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                return Trouble($"answered {(int)response.StatusCode}");
            var answer = await response.Content.ReadFromJsonAsync(BeaconJson.Default.BeaconAnswer, either.Token).ConfigureAwait(false);
            return MistakeIn(answer, round) is { } mistake ? Trouble(mistake) : (answer!.Signature, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Trouble($"did not answer within {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or NotSupportedException or InvalidOperationException)
        {
            return Trouble("gave no answer that can be read: " + error.Message);
        }

        (byte[]?, string?) Trouble(string what) => (null, $"{address.Authority} {what}.");
    }

    private static string? MistakeIn(BeaconAnswer? answer, long round)
    {
        if (answer is null)
            return "answered null";
        if (answer.Round != round)
            return $"gave round {answer.Round} instead of {round}";
        if (!DrawnRound.IsSignature(answer.Signature))
            return $"gave a signature of {answer.Signature.Length} bytes";
        return SHA256.HashData(answer.Signature).AsSpan().SequenceEqual(answer.Randomness) ? null : "gave a randomness that is not the hash of the signature";
    }
}
