using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>Every log line, with the exception behind it.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>It is told, and in a line without a stack: while a store is away this is every request.</summary>
    public void ShouldTellInALine(string what)
    {
        Assert.Contains(_lines, line => line.Contains(what, StringComparison.Ordinal));
        Assert.DoesNotContain(_lines, line => line.Contains(what, StringComparison.Ordinal) && line.Contains("   at ", StringComparison.Ordinal));
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
