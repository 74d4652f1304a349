using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>The log on the standard output. <c>Logging:Console:LogLevel</c> sets its levels, as it does for the framework's console
/// logger. docs/decisions/0019-log-writer.md says why this is not that one.</summary>
[ProviderAlias("Console")]
internal sealed class BatchingLoggerProvider(LogLineFormatter formatter, BatchingLogWriter writer) : ILoggerProvider
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _line;

    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    public void Dispose() => writer.Dispose();

    private void Write<TState>(in LogEntry<TState> entry)
    {
        if (SensitiveLogCategories.Contain(entry.Category, entry.LogLevel))
            return;
        var line = _line ??= new ArrayBufferWriter<byte>(1024);
        line.ResetWrittenCount();
        formatter.Append(line, entry);
        writer.Write(line.WrittenSpan);
    }

    private sealed class CategoryLogger(BatchingLoggerProvider provider, string category) : ILogger
    {
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
