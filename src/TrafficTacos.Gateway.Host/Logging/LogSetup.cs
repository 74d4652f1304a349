using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>The log on the standard output, one line an event.</summary>
internal static class LogSetup
{
    public static void AddGatewayLog(this ILoggingBuilder logging, IConfigurationManager configuration, LogSettings settings)
    {
        configuration.Add(new LogLevelSource(configuration, settings));
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.AddSingleton<ILoggerProvider>(services =>
        {
            var time = services.GetRequiredService<TimeProvider>();
            LineFormat format = settings.IsJson ? new JsonLines(time) : new PlainLines(time);
            return new LineLoggerProvider(format, new LineWriter(Console.OpenStandardOutput()));
        });
    }
}
