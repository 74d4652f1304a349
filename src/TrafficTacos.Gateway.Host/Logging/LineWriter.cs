using System.Buffers;
using System.Globalization;
using System.Text;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>
/// Brings lines to a stream, many in one write: a system call and a thread woken for each would cost a busy gateway more than the
/// request they tell of. Lines wait a moment for each other, in bounded memory. While the reader is too slow they are dropped, and
/// counted; whoever writes one never waits.
/// </summary>
internal sealed class LineWriter : IDisposable
{
    /// <summary>Bytes that wait.</summary>
    internal const int Most = 4 * 1024 * 1024;

    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);

    /// <summary>A reader that never reads again must not keep the process.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly Thread _thread;
    private readonly AutoResetEvent _some = new(false);
    private readonly ManualResetEventSlim _closing = new();
    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _waiting = new(64 * 1024);
    private ArrayBufferWriter<byte> _leaving = new(64 * 1024);
    private long _dropped;

    public LineWriter(Stream stream)
    {
        _stream = stream;
        _thread = new Thread(Run) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    public void Write(ReadOnlySpan<byte> line)
    {
        bool first;
        lock (_lock)
        {
            if (_waiting.WrittenCount + line.Length > Most)
            {
                _dropped++;
                return;
            }

            first = _waiting.WrittenCount == 0;
            _waiting.Write(line);
        }

        if (first)
            _some.Set();
    }

    /// <summary>Writes what is there, within a bound.</summary>
    public void Dispose()
    {
        _closing.Set();
        _some.Set();
        _thread.Join(Patience);
    }

    private void Run()
    {
        while (true)
        {
            _some.WaitOne();
            _closing.Wait(Linger);
            long dropped;
            lock (_lock)
            {
                (_waiting, _leaving) = (_leaving, _waiting);
                (dropped, _dropped) = (_dropped, 0);
            }

            if (dropped > 0)
                _leaving.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"level\":\"warn\",\"message\":\"{dropped} lines were dropped: nobody reads them fast enough\"}}\n")));
            Send(_leaving.WrittenSpan);
            _leaving.ResetWrittenCount();
            if (_closing.IsSet && _waiting.WrittenCount == 0)
                return;
            if (_closing.IsSet)
                _some.Set();
        }
    }

    /// <summary>A disk that is full costs lines, and not the gateway.</summary>
    private void Send(ReadOnlySpan<byte> lines)
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
