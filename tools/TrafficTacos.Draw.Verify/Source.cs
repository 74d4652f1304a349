namespace TrafficTacos.Draw.Verify;

/// <summary>Reads a file or an address, up to a size.</summary>
internal sealed class Source : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };

    public async Task<byte[]> ReadAsync(string name, int maxSize, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(name, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await using var file = File.OpenRead(name);
            return await ReadAsync(file, name, maxSize, cancellationToken);
        }

        using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{name} was answered with {(int)response.StatusCode}.");
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await ReadAsync(body, name, maxSize, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<byte[]> ReadAsync(Stream stream, string name, int maxSize, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (content.Length + read > maxSize)
                throw new FormatException($"{name} has more than {maxSize} bytes.");
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
