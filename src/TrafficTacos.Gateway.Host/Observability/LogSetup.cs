using Microsoft.Extensions.Logging.Console;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>One line an event on the standard output: JSON for whoever collects it, in Development text for whoever reads it.</summary>
internal static class LogSetup
{
    /// <summary>Lines that wait for a reader who is slow. Then lines are dropped, and their number is written; requests go on.</summary>
    private const int LongestQueue = 8_192;

    public static void AddGatewayLog(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.ClearProviders();
        logging.AddConsole(console =>
        {
            console.FormatterName = environment.IsDevelopment() ? PlainLines.FormatterName : JsonLines.FormatterName;
            console.MaxQueueLength = LongestQueue;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
    }
}
