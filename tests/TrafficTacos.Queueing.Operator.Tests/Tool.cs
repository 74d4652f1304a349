using System.Diagnostics;

namespace TrafficTacos.Queueing.OperatorTool.Tests;

/// <summary>The tool, as a process of its own.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What it prints on this Redis; its exit status has to be the expected one.</summary>
    public static async Task<string> RunAsync(string redis, int expected, params string[] arguments)
    {
        var (status, output) = await StartAsync([.. arguments, "--redis", redis]);
        Assert.True(status == expected, $"{string.Join(' ', arguments.Select(argument => argument[..Math.Min(40, argument.Length)]))} exited with {status}: {output}");
        return output;
    }

    public static async Task<(int Status, string Output)> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tq-operator.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in TestKeys.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        return await FinishedProcess.OfAsync(process, Patience);
    }
}
