using System.Text;
using TrafficTacos.Gateway.Host.Logging;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>Lines reach their reader, and a reader that does not read holds nobody up.</summary>
public sealed class BatchingLogWriterTests
{
    [Fact]
    public void Every_line_is_there_in_the_order_of_its_writer()
    {
        using var stream = new MemoryStream();
        using (var writer = new BatchingLogWriter(stream))
            Parallel.For(0, 4, w => Enumerable.Range(0, 1_000).ToList().ForEach(i => writer.Write(Encoding.UTF8.GetBytes($"{w} {i}\n"))));
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4_000, lines.Length);
        Assert.All(lines.GroupBy(line => line[0]), own => Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"{own.Key} {i}"), own));
    }

    [Fact]
    public void What_nobody_reads_is_dropped_beyond_the_bound_and_counted()
    {
        using var stream = new BlockingStream();
        using var writer = new BatchingLogWriter(stream);
        var line = new byte[1024];
        line[^1] = (byte)'\n';
        for (var i = 0; i < 3 * BatchingLogWriter.MaxBufferedBytes / line.Length; i++)
            writer.Write(line);
        stream.Open.Set();
        writer.Dispose();
        Assert.InRange(stream.Length, BatchingLogWriter.MaxBufferedBytes / 2, 2 * BatchingLogWriter.MaxBufferedBytes + 10 * line.Length);
        Assert.Matches(@"\d+ lines were dropped", Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>Takes nothing until somebody reads.</summary>
    private sealed class BlockingStream : MemoryStream
    {
        public ManualResetEventSlim Open { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Open.Wait();
            base.Write(buffer);
        }
    }
}
