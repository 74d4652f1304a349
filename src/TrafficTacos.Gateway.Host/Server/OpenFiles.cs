using System.Globalization;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>The open files of this process, and how many there may be.</summary>
internal static class OpenFiles
{
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    /// <summary>Within an interval, too, far more connections may come than the reserve has files.</summary>
    public const int RefreshCount = 32;

    private const string Limits = "/proc/self/limits";
    private const string Files = "/proc/self/fd";
    private const string Name = "Max open files";

    /// <summary>For connections to Redis and backends, libraries that are loaded later, and connections that are being closed.</summary>
    private const int Reserve = 100;

    private const int Min = 16;

    /// <summary>The files that are open now.</summary>
    public static int Count()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Files).Count();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The connections that fit beside the files that the process has open anyway; no bound where the system tells no
    /// limit.</summary>
    public static int MaxConnections(int others)
    {
        try
        {
            var line = File.ReadLines(Limits).FirstOrDefault(text => text.StartsWith(Name, StringComparison.Ordinal));
            var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) && files < int.MaxValue
                ? (int)Math.Max(files - others - Reserve, Min)
                : int.MaxValue;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }
}
