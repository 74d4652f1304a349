using System.Buffers;
using System.Globalization;
using System.Text;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>
/// Writes lines to a stream, many in one write. Lines wait for each other for a moment, in bounded memory. If the reader of the stream is
/// too slow, further lines are dropped and counted; a caller never waits.
/// </summary>
internal sealed class BatchingLogWriter : IDisposable
{
    /// <summary>Bytes that wait.</summary>
    internal const int MaxBufferedBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>A stream that nobody reads must not keep the process alive.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly Thread _thread;
    private readonly AutoResetEvent _hasLines = new(false);
    private readonly ManualResetEventSlim _closing = new();
    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _buffered = new(64 * 1024);
    private ArrayBufferWriter<byte> _written = new(64 * 1024);
    private long _dropped;

    public BatchingLogWriter(Stream stream)
    {
        _stream = stream;
        _thread = new Thread(Run) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    public void Write(ReadOnlySpan<byte> line)
    {
        bool isFirst;
        lock (_lock)
        {
            if (_buffered.WrittenCount + line.Length > MaxBufferedBytes)
            {
                _dropped++;
                return;
            }

            isFirst = _buffered.WrittenCount == 0;
            _buffered.Write(line);
        }

        if (isFirst)
            _hasLines.Set();
    }

    /// <summary>Writes the lines that wait, within a timeout.</summary>
    public void Dispose()
    {
        _closing.Set();
        _hasLines.Set();
        _thread.Join(CloseTimeout);
    }

    private void Run()
    {
        while (true)
        {
            _hasLines.WaitOne();
            _closing.Wait(FlushInterval);
            long dropped;
            lock (_lock)
            {
                (_buffered, _written) = (_written, _buffered);
                (dropped, _dropped) = (_dropped, 0);
            }

            if (dropped > 0)
                _written.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"level\":\"warn\",\"message\":\"{dropped} lines were dropped, because they were not read fast enough\"}}\n")));
            Flush(_written.WrittenSpan);
            _written.ResetWrittenCount();
            if (_closing.IsSet && _buffered.WrittenCount == 0)
                return;
            if (_closing.IsSet)
                _hasLines.Set();
        }
    }

    /// <summary>A full disk loses lines. It does not stop the gateway.</summary>
    private void Flush(ReadOnlySpan<byte> lines)
    {
        try
        {
            _stream.Write(lines);
            _stream.Flush();
        }
        catch (IOException)
        {
            var lost = lines.Count((byte)'\n');
            lock (_lock)
                _dropped += lost;
        }
    }
}
