using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary><c>/metrics</c> of the host as it runs: the names and labels that dashboards and alerts are written against.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class MetricTests(RedisFixture redis)
{
    private static readonly (string Name, string Labels)[] Table =
        [.. MetricTable.Rows, ("http_server_requests_duration_seconds_bucket", "method,route,status")];

    [Fact]
    public async Task Every_metric_is_there_with_its_labels_and_counts_what_happened()
    {
        // One at once and one more in two seconds: whoever comes second waits that long, and is told so.
        await using var host = await HostProcess.StartAsync(
        [
            .. TracedVisitor.Settings("http://127.0.0.1:1", redis.Address), ("RATE_LIMIT_BURST", "100"), ("RATE_LIMIT_RPS", "50"),
            ("WaitingRoom__Burst", "1"), ("WaitingRoom__AdmissionsPerSecond", "0.5"), ("WaitingRoom__OverdraftPositions", "0"), ("WaitingRoom__Overdraft", "0"),
        ]);
        var eventId = Fresh.Event();
        TracedVisitor first = new(host), second = new(host), third = new(host);
        var (waiting, leaving) = ("", "");
        var (_, pass, _) = await first.BuyAsync(eventId, async () =>
        {
            waiting = (await second.SendAsync(HttpMethod.Post, "/queue/join", new { event_id = eventId })).String("waiting_token");
            leaving = (await third.SendAsync(HttpMethod.Post, "/queue/join", new { event_id = eventId })).String("waiting_token");
        });
        (await first.ReserveAsync(eventId, pass)).Should(HttpStatusCode.Accepted);
        (await third.SendAsync(HttpMethod.Delete, $"/queue/leave?token={leaving}", null)).Should(HttpStatusCode.OK);
        (await host.Http.AskAsync(HttpMethod.Get, "/no/such/path")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        await Eventually.IsTrueAsync(async () => (await host.Queue.StatusAsync(waiting)).Flag("ready_for_entry"));
        (await second.SendAsync(HttpMethod.Post, "/queue/enter", new { waiting_token = waiting })).Should(HttpStatusCode.OK);
        (await first.SendAsync(HttpMethod.Get, "/reservations/none", null)).ShouldFail(HttpStatusCode.NotFound, "RESERVATION_NOT_FOUND");
        await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => host.Queue.StatusAsync("nobodys")));

        var scrape = await MetricsScrape.OfAsync(host);
        Assert.Equal(Table, Table.Select(row => (row.Name, scrape.LabelsOf(row.Name))));
        var ours = ("event_id", eventId);
        Assert.Equal(3, scrape.Value("queue_operations_total", ours, ("operation", "join"), ("result", "joined")));
        Assert.Equal(2, scrape.Value("queue_departures_total", ours, ("reason", "admitted")));
        Assert.Equal(1, scrape.Value("queue_departures_total", ours, ("reason", "left")));
        Assert.Equal(2, scrape.Value("queue_wait_time_seconds_count", ours));
        Assert.Equal(1, scrape.Value("backend_call_duration_seconds_count", ("method", "CreateReservation"), ("status", "OK")));
        Assert.Equal(1, scrape.Value("idempotency_hits_total", ("type", "cache_hit")));
        Assert.Equal(3, scrape.Value("http_server_requests_total", ("method", "POST"), ("route", "/api/v1/queue/join"), ("status", "202")));
        Assert.Equal(2, scrape.Value("http_server_requests_total", ("method", "POST"), ("route", "/api/v1/reservations"), ("status", "202")));
        Assert.Equal(1, scrape.Value("http_server_requests_total", ("method", "GET"), ("route", "/api/v1/reservations/{id}"), ("status", "404")));
        Assert.Equal(1, scrape.Value("http_server_requests_total", ("route", "other"), ("status", "404")));
        Assert.Equal(1, scrape.Value("queue_eta_error_seconds_count", ours, ("told_at", "join")));
        Assert.InRange(scrape.Value("queue_eta_error_seconds_sum", ours, ("told_at", "join")), 0, 30);
        var bounds = scrape.Of("http_server_requests_duration_seconds_bucket").Select(series => series.Labels["le"]).Distinct().ToList();
        Assert.Contains("0.001", bounds);
        Assert.Contains("10", bounds);
    }

    [Fact]
    public async Task The_runtime_connections_and_resilience_are_measured_too()
    {
        await using var host = await HostProcess.StartAsync(TracedVisitor.Settings("http://127.0.0.1:1", redis.Address));
        await new TracedVisitor(host).BuyAsync(Fresh.Event());
        var scrape = await MetricsScrape.OfAsync(host);
        Assert.True(scrape.Value("dotnet_process_memory_working_set_bytes") > 0);
        Assert.NotEmpty(scrape.Of("dotnet_gc_collections_total"));
        Assert.True(scrape.Value("kestrel_active_connections") >= 1);
        Assert.True(scrape.Value("resilience_polly_strategy_events_total", ("pipeline_name", "reservation")) >= 1);
        // The framework's own histogram would measure every request twice.
        Assert.DoesNotContain(scrape.All, series => series.Name.StartsWith("http_server_request_duration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thousand_events_and_paths_are_a_hundred_labels()
    {
        await using var host = await HostProcess.StartAsync([.. TracedVisitor.Settings("http://127.0.0.1:1", redis.Address), ("RATE_LIMIT_ENABLED", "false")]);
        var run = Guid.NewGuid().ToString("N");
        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            (await host.Queue.JoinAsync($"{run}-{i}")).Should(HttpStatusCode.Accepted);
            await host.Http.AskAsync(new HttpMethod("M" + i), $"/{run}/{i}");
        });
        var scrape = await MetricsScrape.OfAsync(host);
        // Threads that bring new events at the very same instant may each pass the bound.
        Assert.InRange(scrape.Of("queue_operations_total").Select(series => series.Labels["event_id"]).Distinct().Count(), 101, 101 + 8);
        Assert.Equal(1_000, scrape.Value("queue_operations_total"));
        Assert.InRange(scrape.Value("queue_operations_total", ("event_id", "other")), 1_000 - 108, 900);
        Assert.Equal(1_000, scrape.Value("http_server_requests_total", ("route", "other"), ("method", "other")));
        Assert.InRange(scrape.Of("http_server_requests_total").Count(), 2, 6);
    }

    [Fact]
    public async Task Every_route_begins_with_a_slash()
    {
        await using var host = await HostProcess.StartAsync();
        foreach (var path in (string[])["/swagger/index.html", "/openapi/v1.json", "/healthz", "/metrics"])
            (await host.Http.AskAsync(HttpMethod.Get, path)).Should(HttpStatusCode.OK);
        var routes = (await MetricsScrape.OfAsync(host)).Of("http_server_requests_total").Select(series => series.Labels["route"]).ToList();
        Assert.Contains("/swagger/{**path}", routes);
        Assert.All(routes, route => Assert.StartsWith("/", route, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_path_is_the_one_that_is_set_and_none_when_nothing_is_measured()
    {
        await using var elsewhere = await HostProcess.StartAsync(("OBSERVABILITY_METRICS_PATH", "/internal/metrics"));
        Assert.NotEmpty((await MetricsScrape.OfAsync(elsewhere, "/internal/metrics")).Of("http_server_requests_total"));
        (await elsewhere.Http.AskAsync(HttpMethod.Post, "/internal/metrics")).ShouldFail(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");
        (await elsewhere.Http.AskAsync(HttpMethod.Get, "/metrics")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        await using var nowhere = await HostProcess.StartAsync(("OBSERVABILITY_METRICS_ENABLED", "false"));
        (await nowhere.Http.AskAsync(HttpMethod.Get, "/metrics")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
    }
}
