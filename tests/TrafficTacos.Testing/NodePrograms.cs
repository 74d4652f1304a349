using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TrafficTacos.Testing;

/// <summary>Programs of npm, in the versions that tests/node pins. They are installed on first use.</summary>
internal static class NodePrograms
{
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>The folder with the programs.</summary>
    public static string Folder => Installed.Value;

    /// <summary>The path of a package's program.</summary>
    public static string PathOf(string program) => Path.Combine(Folder, "node_modules", ".bin", program);

    /// <summary>Runs Node to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static string Install() => Install(PathOfThisFile());

    private static string Install(string thisFile)
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "node"));
        // Another test program may install at the same time.
        using var mutex = new Mutex(false, "traffictacos-node-programs");
        mutex.WaitOne();
        try
        {
            var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
            if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
                return folder;
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { UseShellExecute = false, WorkingDirectory = folder })!;
            npm.WaitForExit();
            return npm.ExitCode == 0 ? folder : throw new InvalidOperationException($"npm ci failed in {folder}.");
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    private static string PathOfThisFile([CallerFilePath] string path = "") => path;
}
