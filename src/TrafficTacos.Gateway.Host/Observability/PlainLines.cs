using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>A line for a person at a terminal; an exception has its own lines behind it.</summary>
internal sealed class PlainLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain-lines";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (Unspeakable.Is(logEntry.Category, logEntry.LogLevel))
            return;
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        textWriter.Write(LevelNames.Of(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception).ReplaceLineEndings(" "));
        if (Activity.Current is { } activity)
            textWriter.Write($" [trace {activity.TraceId} span {activity.SpanId}]");
        textWriter.Write('\n');
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine(exception);
    }
}
