namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>Log messages about settings.</summary>
internal static partial class SettingLog
{
    [LoggerMessage(601, LogLevel.Warning, "{Warning}")]
    public static partial void SettingWarning(this ILogger logger, string warning);
}
