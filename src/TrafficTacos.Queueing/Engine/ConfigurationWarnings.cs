using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Warns of options that are allowed and unwise. It stands among the validators because a host runs them when the application
/// starts. They also run whenever somebody else asks for the options, so each cause is told once.</summary>
internal sealed class ConfigurationWarnings(ILogger<ConfigurationWarnings> logger) : IValidateOptions<WaitingRoomOptions>
{
    private const double EnoughSeconds = 4;

    private readonly ConcurrentDictionary<(string Scope, int Burst, double Rate), bool> _told = [];

    public ValidateOptionsResult Validate(string? name, WaitingRoomOptions options)
    {
        WarnOfSmallBurst("all events", options);
        foreach (var (eventId, settings) in options.Events)
        {
            // What an event has in common with all others was told.
            if ((settings.Burst, settings.AdmissionsPerSecond) != (options.Burst, options.AdmissionsPerSecond))
                WarnOfSmallBurst($"event {eventId}", settings);
        }

        WarnOfBrowsers("all events", options);
        foreach (var (eventId, settings) in options.Events)
            WarnOfBrowsers($"event {eventId}", settings);
        return ValidateOptionsResult.Success;
    }

    private void WarnOfBrowsers(string scope, EventOptions settings)
    {
        if (settings is { Order: QueueOrder.Draw, DrawIdentity: DrawIdentity.Browser } && _told.TryAdd((scope, 0, 0), true))
            logger.DrawOfBrowsers(scope);
    }

    private void WarnOfSmallBurst(string scope, EventOptions settings)
    {
        var (burst, rate) = (settings.Burst, settings.AdmissionsPerSecond);
        if (burst < EnoughSeconds * rate && _told.TryAdd((scope, burst, rate), true))
            logger.SmallBurst(scope, burst, rate, Math.Ceiling(EnoughSeconds * rate));
    }
}
