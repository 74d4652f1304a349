using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TrafficTacos.Samples.Payments;
using TrafficTacos.Samples.Reservations;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Deployment.Tests.Prometheus;

/// <summary>A sale with two gateways, seen through a real Prometheus: the dashboard shows it, and the numbers are the crowd's.</summary>
[Collection(RedisCollection.Name)]
public sealed class SaleOnAScreenTests(RedisFixture redis)
{
    private const string EventId = "concert";

    /// <summary>Labels of every series: what Prometheus adds for where it asked, and the exporter for whose meter it is.</summary>
    private static readonly string[] Added = ["__name__", "job", "instance", "otel_scope_name"];

    [Fact(Timeout = 180_000)]
    public async Task Every_query_shows_data_and_every_count_is_the_crowds()
    {
        await using var payments = await PaymentsSample.StartAsync(new PaymentsSampleOptions { Port = 0 });
        await using var reservations = await ReservationsSample.StartAsync(new ReservationsSampleOptions { Port = 0, Payments = payments.Address });
        await using var one = await StartAsync(reservations.Address, payments.Address);
        await using var two = await StartAsync(reservations.Address, payments.Address);
        await using var exporter = await RedisExporter.StartAsync(redis);
        await using var prometheus = await PrometheusServer.StartAsync(exporter, one.Address, two.Address);

        // Each stays with one gateway, which then knows what it told them.
        var crowd = CrowdProcess.RunAsync(
            [one.Address, two.Address], "--event", EventId, "--visitors", "800", "--admissions-per-second", "60", "--burst", "50", "--ghosts", "5", "--leavers", "5",
            "--buy", "--sticky", "--timeout", "50");
        var blank = Dashboard.Queries.ToList();
        using (var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500)))
        {
            while (!crowd.IsCompleted && blank.Count > 0)
            {
                foreach (var query in blank.ToList())
                {
                    if ((await prometheus.AskAsync(query.Expression)).Any(series => double.IsFinite(series.Value)))
                        blank.Remove(query);
                }

                await pace.WaitForNextTickAsync();
            }
        }

        var summary = await crowd;
        Assert.Empty(blank);

        var silent = Count("silent");
        const int watcher = 1;
        await WatchUntilAloneAsync([one.Address, two.Address], prometheus, silent);
        Assert.Equal(Count("joined") + watcher, await SumAsync("queue_operations_total", "operation=\"join\",result=\"joined\""));
        Assert.Equal(Count("admitted"), await SumAsync("queue_departures_total", "reason=\"admitted\""));
        Assert.Equal(Count("left"), await SumAsync("queue_departures_total", "reason=\"left\""));
        Assert.Equal(silent, await SumAsync("queue_departures_total", "reason=~\"expired|no_show\""));
        Assert.InRange(await SumAsync("queue_places_remembered_total", "reason=~\"asleep|turn_passed\""), silent, double.MaxValue);
        Assert.Equal(Count("admitted"), await SumAsync("queue_wait_time_seconds_count", ""));
        if (!summary.GetProperty("retries").EnumerateObject().Any())
            Assert.Equal(Count("visitors") + watcher, await prometheus.NumberAsync("sum(http_server_requests_total{route=~\".*/queue/join\"})"));

        await CheckExpositionAsync(one.Address);
        await CheckExpositionAsync(two.Address);
        foreach (var (name, labels) in MetricTable.Rows)
        {
            var series = await prometheus.AskAsync(name);
            Assert.True(series.Count > 0, name);
            Assert.All(series, one => Assert.Equal(labels, string.Join(',', one.Labels.Keys.Except(Added).Order(StringComparer.Ordinal))));
        }

        int Count(string name) => summary.GetProperty("counts").GetProperty(name).GetInt32();
        Task<double> SumAsync(string metric, string labels) => prometheus.NumberAsync($"sum({metric}{{event_id=\"{EventId}\",{labels}}})");
    }

    /// <summary>What Prometheus' own tool says of the text itself: names, units, help, and whether it parses.</summary>
    private static async Task CheckExpositionAsync(Uri gateway)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var http = new HttpClient();
            await File.WriteAllTextAsync(file, await http.GetStringAsync(new Uri(gateway, "/metrics")));
            var (status, output) = await Tool.RunAsync("sh", "-c", "promtool check metrics < \"$0\"", file);
            Assert.True(status == 0, output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Silent visitors are remembered for a while and then gone. One more visitor keeps asking both gateways until nobody else
    /// waits. Then a client without a token asks until the rate limit refuses.</summary>
    private static async Task WatchUntilAloneAsync(Uri[] gateways, PrometheusServer prometheus, int silent)
    {
        using var http = new HttpClient();
        using var joined = await http.PostAsJsonAsync(new Uri(gateways[0], "/api/v1/queue/join"), new { event_id = EventId });
        var token = (await joined.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("waiting_token").GetString()!;
        await Eventually.IsTrueAsync(async () =>
        {
            foreach (var gateway in gateways)
                (await http.GetAsync(new Uri(gateway, "/api/v1/queue/status?token=" + token))).Dispose();
            return await prometheus.NumberAsync("sum(queue_departures_total{reason=~\"expired|no_show\"})") >= silent
                && await prometheus.NumberAsync("max(queue_length)") == 1;
        });
        for (var i = 0; i < 1_000; i++)
        {
            using var answer = await http.GetAsync(new Uri(gateways[0], "/api/v1/queue/status?token=nobodys"));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                break;
        }

        await Eventually.IsTrueAsync(async () => await prometheus.NumberAsync("sum(ratelimit_dropped_total)") > 0);
    }

    private Task<GatewayProcess> StartAsync(Uri reservations, Uri payments) => GatewayProcess.StartAsync(
        Files.Gateway,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["REDIS_ADDRESS"] = redis.Address,
            ["RATE_LIMIT_ENABLED"] = "true",
            ["BACKEND_RESERVATION_API_GRPC_ADDRESS"] = reservations.Authority,
            ["BACKEND_PAYMENT_API_GRPC_ADDRESS"] = payments.Authority,
            ["BACKEND_RESERVATION_API_TIMEOUT"] = "10s", // a busy machine is no service that is away
            ["BACKEND_PAYMENT_API_TIMEOUT"] = "10s",
            ["WaitingRoom__AdmissionsPerSecond"] = "60",
            ["WaitingRoom__Burst"] = "50",
            ["WaitingRoom__StoreTimeout"] = "00:00:05",
            ["WaitingRoom__MinimumPollInterval"] = "00:00:00.5",
            ["WaitingRoom__MaximumPollInterval"] = "00:00:03",
            ["WaitingRoom__NoShowTimeout"] = "00:00:06",
            ["WaitingRoom__HeartbeatTimeout"] = "00:00:12",
            ["WaitingRoom__LeaveGrace"] = "00:00:06",
            ["WaitingRoom__PlaceMemory"] = "00:00:05",
        });
}
