using System.Globalization;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>The limit of open files of this process.</summary>
internal static class OpenFiles
{
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    /// <summary>Within an interval, too, far more connections may come than the reserve has files.</summary>
    public const int RefreshCount = 32;

    private const string Limits = "/proc/self/limits";
    private const string Name = "Max open files";

    /// <summary>Files that are not connections of clients: libraries, Redis, backends, and connections that are being closed.</summary>
    private const int Reserve = 300;

    /// <summary>The connections that fit. At least half of the files, if there are few; no bound where the system tells no limit.</summary>
    public static int MaxConnections()
    {
        try
        {
            var line = File.ReadLines(Limits).FirstOrDefault(text => text.StartsWith(Name, StringComparison.Ordinal));
            var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) && files < int.MaxValue
                ? (int)Math.Max(files - Reserve, files / 2)
                : int.MaxValue;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }
}
