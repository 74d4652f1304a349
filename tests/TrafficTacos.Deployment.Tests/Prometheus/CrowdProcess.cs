using System.Text.Json;

namespace TrafficTacos.Deployment.Tests.Prometheus;

/// <summary>The load generator as an operator starts it, with its own counts.</summary>
internal static class CrowdProcess
{
    /// <summary>The summary it writes. An exit status other than 0 is a failed check.</summary>
    public static async Task<JsonElement> RunAsync(IEnumerable<Uri> gateways, params string[] options)
    {
        var file = Path.GetTempFileName();
        try
        {
            var (status, output) = await Tool.RunAsync(
                "dotnet", ["exec", Files.Crowd, .. gateways.SelectMany(gateway => (string[])["--gateway", gateway.AbsoluteUri]), .. options, "--plain", "--json", file]);
            Assert.True(status == 0, output);
            return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
