using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>How an event of the log is written, in UTF-8 and with the end of its line.</summary>
internal abstract class LineFormat
{
    public abstract void Append<TState>(ArrayBufferWriter<byte> line, in LogEntry<TState> entry);
}
