using System.Net;
using System.Net.Sockets;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>What one Redis runs, as its command MONITOR tells it.</summary>
internal sealed class RedisMonitor : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly StreamReader _reader;

    private RedisMonitor(IPEndPoint server)
    {
        _client.Connect(server);
        _reader = new StreamReader(_client.GetStream());
    }

    public static async Task<RedisMonitor> StartAsync(EndPoint server)
    {
        var monitor = new RedisMonitor((IPEndPoint)server);
        await monitor._client.GetStream().WriteAsync("MONITOR\r\n"u8.ToArray());
        Assert.Equal("+OK", await monitor._reader.ReadLineAsync());
        return monitor;
    }

    /// <summary>The commands of each script that ran before a command with this text.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> ScriptsBeforeAsync(string marker)
    {
        var scripts = new List<List<string>>();
        while (await _reader.ReadLineAsync() is { } line && !line.Contains(marker, StringComparison.Ordinal))
        {
            if (line.Contains("\"EVALSHA\"", StringComparison.OrdinalIgnoreCase))
                scripts.Add([]);
            else if (scripts.Count > 0 && line.Contains(" lua] ", StringComparison.Ordinal))
                scripts[^1].Add(line);
        }

        return scripts;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }
}
