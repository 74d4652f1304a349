using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>One line an event on the standard output: JSON for whoever collects it, in Development text for whoever reads it.</summary>
internal static class LogSetup
{
    public static void AddGatewayLog(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.AddSingleton<ILoggerProvider>(services =>
        {
            var time = services.GetRequiredService<TimeProvider>();
            LineFormat format = environment.IsDevelopment() ? new PlainLines(time) : new JsonLines(time);
            return new LineLoggerProvider(format, new LineWriter(Console.OpenStandardOutput()));
        });
    }
}
