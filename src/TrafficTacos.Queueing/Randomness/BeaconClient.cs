using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Randomness;

/// <summary>
/// Fetches one round from all configured addresses. There is no library here that verifies the beacon's signature, so a round counts when
/// two sources give the same one: see <see cref="BeaconSources"/>. The papers carry the signature: whoever checks the draw verifies it.
/// </summary>
internal sealed class BeaconClient : IDisposable
{
    private const int MaxAnswer = 4096;

    private readonly BeaconOptions _options;
    private readonly int _signatureSize;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <param name="options">Valid ones.</param>
    /// <param name="time">Bounds each request.</param>
    public BeaconClient(BeaconOptions options, TimeProvider time)
    {
        (_options, _time, _signatureSize) = (options, time, DrawBeacon.Of(options).SignatureSize);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
        {
            MaxResponseContentBufferSize = MaxAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <param name="round">Which one.</param>
    /// <param name="supplied">What operators say is its signature, one each.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<BeaconFetch> FetchAsync(long round, IReadOnlyList<byte[]> supplied, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(_options.Addresses.Select(address => AskAsync(address, round, cancellationToken))).ConfigureAwait(false);
        List<string> troubles = [.. answers.Select(answer => answer.Trouble).OfType<string>()];
        var sources = new BeaconSources(
            [.. answers.Select(answer => answer.Signature).OfType<byte[]>()], [.. supplied.Where(signature => signature.Length == _signatureSize)]);
        if (sources.Agreed is { } signature)
            return new BeaconFetch(DrawnRound.Of(_options.Name, round, signature), troubles);
        return new BeaconFetch(null, [.. troubles, sources.Trouble(round, answers.Length)]);
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

    private string? MistakeIn(BeaconAnswer? answer, long round)
    {
        if (answer is null)
            return "answered null";
        if (answer.Round != round)
            return $"gave round {answer.Round} instead of {round}";
        if (answer.Signature.Length != _signatureSize)
            return $"gave a signature of {answer.Signature.Length} bytes";
        return SHA256.HashData(answer.Signature).AsSpan().SequenceEqual(answer.Randomness) ? null : "gave a randomness that is not the hash of the signature";
    }
}
