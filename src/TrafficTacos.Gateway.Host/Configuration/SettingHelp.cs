namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>What <c>--help</c> prints about a setting.</summary>
/// <param name="Setting">Its names and description.</param>
/// <param name="Format">The expected value.</param>
/// <param name="Default">The value without the setting; null if there is none.</param>
internal sealed record SettingHelp(Setting Setting, string Format, string? Default);
