using System.Diagnostics;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Browser.Tests;

/// <summary>The script that walks one person through the sale.</summary>
[Collection(GatewayCollection.Name)]
public sealed class QueueFlowTests(GatewayFixture gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task It_ends_with_the_confirmed_order()
    {
        var (status, output) = await RunAsync("--gateway", gateway.Address.AbsoluteUri, "--event", "flow");
        Assert.True(status == 0, output);
        Assert.Matches("^The order [^ ]+ is CONFIRMED\\.", output.TrimEnd().Split('\n')[^1]);
        Assert.True(output.Split("  question ").Length > 5, output);
    }

    [Theory]
    [InlineData("INVALID_EVENT_ID: .* \\(trace_id [0-9a-f]{32}\\)", "--event", "no event", "--token", "dev-super-key-local-testing")]
    [InlineData("INVALID_TOKEN: .* \\(trace_id [0-9a-f]{32}\\)", "--token", "nobody")]
    [InlineData("unknown option '--patience'", "--patience", "long")]
    public async Task It_says_what_went_wrong(string expected, params string[] arguments)
    {
        var (status, output) = await RunAsync(["--gateway", gateway.Address.AbsoluteUri, .. arguments]);
        Assert.NotEqual(0, status);
        Assert.Matches(expected, output);
    }

    private static async Task<(int Status, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [BrowserFixture.Path("QueueFlow"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        return await FinishedProcess.OfAsync(process, Patience);
    }
}
