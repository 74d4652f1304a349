using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>A request byte for byte, for what no well-behaved client would send.</summary>
internal sealed record RawRequest(string Method, string Path)
{
    /// <summary>Header lines as they stand, beside Host and Connection.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>What Content-Length says; null leaves the header out.</summary>
    public long? Length { get; init; } = 0;

    public RawRequest With(params string[] headers) => this with { Headers = [.. Headers, .. headers] };

    public RawRequest WithBody(byte[] body) => this with { Body = body, Length = body.Length };

    public RawRequest WithJson(string json) => WithBody(Encoding.UTF8.GetBytes(json)).With("Content-Type: application/json");

    public async Task<Answer> SendAsync(Uri server)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        var head = new StringBuilder($"{Method} {Path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n");
        foreach (var header in Headers)
            head.Append(header).Append("\r\n");
        if (Length is { } length)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        head.Append("\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(head.ToString()), .. Body]);
        return Parse(await ReadAsync(stream));
    }

    /// <summary>To the end, or to where the server broke off because it did not want the rest of the request.</summary>
    private static async Task<byte[]> ReadAsync(NetworkStream stream)
    {
        using var received = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
                received.Write(buffer, 0, count);
        }
        catch (IOException) when (received.Length > 0)
        {
            // A reset behind a complete answer; an incomplete one fails in Parse.
        }

        return received.ToArray();
    }

    private static Answer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, "The server closed the connection without an answer.");
        var lines = Encoding.ASCII.GetString(bytes.AsSpan(0, end)).Split("\r\n");
        var content = new ByteArrayContent(bytes, end + 4, bytes.Length - end - 4);
        using var response = new HttpResponseMessage((HttpStatusCode)int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture));
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (!response.Headers.TryAddWithoutValidation(line[..colon], line[(colon + 1)..].Trim()))
                content.Headers.TryAddWithoutValidation(line[..colon], line[(colon + 1)..].Trim());
        }

        Assert.Equal(content.Headers.ContentLength ?? 0, bytes.Length - end - 4);
        return new Answer(response.StatusCode, response.Headers, content.Headers, Encoding.UTF8.GetString(bytes, end + 4, bytes.Length - end - 4));
    }
}
