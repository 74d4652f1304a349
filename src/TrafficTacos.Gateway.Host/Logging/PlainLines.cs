using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>A line for a person at a terminal; an exception has its own lines behind it.</summary>
internal sealed class PlainLines(TimeProvider time) : LineFormat
{
    public override void Append<TState>(ArrayBufferWriter<byte> line, in LogEntry<TState> entry)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss.fff} {LevelNames.Of(entry.LogLevel)} {entry.Category}: ")
            .Append(entry.Formatter(entry.State, entry.Exception).ReplaceLineEndings(" "));
        if (Activity.Current is { } activity)
            text.Append(CultureInfo.InvariantCulture, $" [trace {activity.TraceId} span {activity.SpanId}]");
        text.Append('\n');
        if (entry.Exception is { } exception)
            text.Append(exception).Append('\n');
        line.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
