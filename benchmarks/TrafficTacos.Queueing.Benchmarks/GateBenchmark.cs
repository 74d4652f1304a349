using System.Net;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Compares a shopper's request through the gate with the same request without one. Each of many shoppers sends a few requests
/// a second, because the gate limits one session.</summary>
internal static class GateBenchmark
{
    private const int Shoppers = 2_000;

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        var port = RedisServer.FreePort();
        using var shop = BenchmarkProcesses.StartSelf("gated", BenchmarkProcesses.Format(port), server.Address);
        try
        {
            var address = new Uri($"http://127.0.0.1:{port}");
            await BenchmarkProcesses.WaitUntilReadyAsync(new Uri(address, GatedPage.Open).ToString());
            var (script, cookies) = (Wrk.ScriptPath("cookies.lua"), Path.Combine(folder, "cookies"));
            await WriteCookiesAsync(address, cookies);
            Measurement without = new("page without a gate"), through = new("page through the gate");
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (measurement, path) in ((Measurement, string)[])[(without, GatedPage.Open), (through, GatedPage.Gated)])
                {
                    var rate = await Wrk.RunAsync(new Uri(address, path).ToString(), HttpBenchmark.Seconds, script, cookies);
                    // The first round warms up.
                    if (round >= 0)
                        measurement.Add(rate);
                }
            }

            without.Print();
            through.Print();
            through.PrintRatio(without, 0.93);
        }
        finally
        {
            shop.Kill();
            Directory.Delete(folder, true);
        }
    }

    /// <summary>The cookies of shoppers who are inside, a line each.</summary>
    private static async Task WriteCookiesAsync(Uri address, string file)
    {
        await using var lines = File.CreateText(file);
        for (var i = 0; i < Shoppers; i++)
        {
            var jar = new CookieContainer();
            using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = jar }) { BaseAddress = address };
            // The first request may meet the limit of those without cookies; the second brings them, and the third a session.
            for (var request = 0; request < 3; request++)
                (await browser.GetAsync(new Uri(GatedPage.Gated, UriKind.Relative))).Dispose();
            await lines.WriteLineAsync(jar.GetCookieHeader(address));
        }
    }
}
