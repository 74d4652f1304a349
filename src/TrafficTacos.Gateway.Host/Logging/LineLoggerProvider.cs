using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>The log on the standard output. Levels for it alone are <c>Logging:Console:LogLevel</c>, as for the framework's own.</summary>
[ProviderAlias("Console")]
internal sealed class LineLoggerProvider(LineFormat format, LineWriter writer) : ILoggerProvider
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void Dispose() => writer.Dispose();

    private void Write<TState>(in LogEntry<TState> entry)
    {
        if (SensitiveLogCategories.Is(entry.Category, entry.LogLevel))
            return;
        var line = _scratch ??= new ArrayBufferWriter<byte>(1024);
        line.ResetWrittenCount();
        format.Append(line, entry);
        writer.Write(line.WrittenSpan);
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
