namespace TrafficTacos.Testing;

/// <summary>The Chromium of this machine. None is downloaded, and without one the tests fail. Playwright is the business of the projects
/// that launch it: a reference from here would copy its driver into the output of every test project.</summary>
public static class Chromium
{
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static string FindExecutable()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InvalidOperationException($"CHROMIUM names '{named}', and there is no such file.");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", .. folders.Select(folder => Path.Combine(folder, "google-chrome"))])
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "These tests need Chromium: apt-get install chromium, as ./test.sh does, or name one in the environment variable CHROMIUM.");
    }
}
