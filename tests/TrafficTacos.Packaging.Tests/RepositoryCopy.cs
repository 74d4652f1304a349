using System.Diagnostics;

namespace TrafficTacos.Packaging.Tests;

/// <summary>
/// The sources as they stand, in a folder of their own: packing there neither waits for nor disturbs a build of the
/// repository, and a path from this machine that gets into a package shows.
/// </summary>
internal static class RepositoryCopy
{
    private static readonly string[] Parts = ["src", "lua", "clients"];

    public static string Root { get; } = FindRoot();

    /// <param name="from">The repository, or a copy of it.</param>
    /// <param name="folder">The new copy; does not exist yet.</param>
    public static async Task CreateAsync(string from, string folder)
    {
        // The version comes from the history: an empty checkout of it, then the files.
        await Command.RunAsync("git", ["clone", "--quiet", "--no-checkout", from, folder], Path.GetTempPath());
        // In a worktree of git, .git is a file.
        foreach (var file in Directory.EnumerateFiles(from).Where(file => Path.GetFileName(file) != ".git"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        foreach (var part in Parts)
            CopyFolder(Path.Combine(from, part), Path.Combine(folder, part));
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            if (Path.GetFileName(folder) is var name and not ("bin" or "obj"))
                CopyFolder(folder, Path.Combine(to, name));
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TrafficTacos.Queueing.sln")))
                return folder.FullName;
        }

        throw new UnreachableException("The tests do not run inside the repository.");
    }
}
