using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>The log on the standard output.</summary>
internal static class LogSetup
{
    public static void AddGatewayLog(this ILoggingBuilder logging, IConfigurationManager configuration, LogSettings settings)
    {
        configuration.Add(new LogLevelSource(configuration, settings));
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.AddSingleton<ILoggerProvider>(services => new BatchingLoggerProvider(
            new LogLineFormatter(settings.IsJson, services.GetRequiredService<TimeProvider>()), new BatchingLogWriter(Console.OpenStandardOutput())));
    }
}
