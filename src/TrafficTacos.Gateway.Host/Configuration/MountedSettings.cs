using Microsoft.Extensions.Configuration.Json;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>One more settings file, outside of the image: the one beside the program cannot be changed in a container, and log levels
/// are to change while it runs. It wins over that one, and the environment wins over it.</summary>
internal static class MountedSettings
{
    public const string Variable = "SERVER_SETTINGS";

    /// <summary>Adds it when there is one, and returns what is wrong with it.</summary>
    public static IReadOnlyList<string> AddMountedSettings(this IConfigurationBuilder configuration)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return [];
        var file = new JsonConfigurationSource { Path = Path.GetFullPath(path), ReloadOnChange = true };
        file.ResolveFileProvider();
        var sources = configuration.Sources;
        var place = sources.Select((source, i) => source is JsonConfigurationSource ? i + 1 : 0).DefaultIfEmpty().Max();
        try
        {
            sources.Insert(place, file);
            return [];
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            sources.Remove(file);
            return [$"{Variable} is '{path}'; expected is the path of a file like appsettings.json that can be read."];
        }
    }
}
