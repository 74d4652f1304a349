using Microsoft.Extensions.Configuration.Json;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>One more settings file, outside of the image: in a container you cannot change the one beside the program, and log levels
/// are to change while the gateway runs. It overrides that one; the environment overrides both.</summary>
internal static class SettingsFile
{
    public const string Variable = "SERVER_SETTINGS";

    /// <summary>Adds the file if the variable names one.</summary>
    /// <returns>The error, or null.</returns>
    public static string? AddTo(IConfigurationBuilder configuration)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return null;
        var file = new JsonConfigurationSource { Path = Path.GetFullPath(path), ReloadOnChange = true };
        file.ResolveFileProvider();
        var sources = configuration.Sources;
        var position = sources.Select((source, i) => source is JsonConfigurationSource ? i + 1 : 0).DefaultIfEmpty().Max();
        try
        {
            sources.Insert(position, file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            sources.Remove(file);
            return $"{Variable} is '{path}'; expected the path of a readable file like appsettings.json.";
        }
    }
}
