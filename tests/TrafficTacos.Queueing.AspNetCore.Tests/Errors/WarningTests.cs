using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Errors;

/// <summary>What the log says, and how often.</summary>
public sealed class WarningTests() : ShopTests(null)
{
    [Fact]
    public async Task An_outage_is_a_line_a_second_with_a_count()
    {
        using var log = new LogCollector();
        var time = new FakeTimeProvider();
        var shop = await OpenAsync(new ShopPlan
        {
            Time = time,
            Services = services => services.AddLogging(logging => logging.AddProvider(log)),
            Map = app => app.MapGet("/away", string () => throw new WaitingRoomUnavailableException("the store is away")),
        });
        for (var second = 0; second < 3; second++)
        {
            for (var i = 0; i < 50; i++)
                (await shop.Http.AskAsync(HttpMethod.Get, "/away")).ShouldFail(System.Net.HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var lines = log.Lines.Where(line => line.Contains("were answered with 503", StringComparison.Ordinal)).ToList();
        Assert.Equal(["1 ", "50 ", "50 "], lines.Select(line => line[..(line.IndexOf(' ', StringComparison.Ordinal) + 1)]));
    }

    [Fact]
    public void Each_kind_of_warning_is_counted_by_itself()
    {
        var limiter = new WarningLimiter(new FakeTimeProvider());
        Assert.Equal((1L, 1L, 0L), (limiter.Count("one"), limiter.Count("other"), limiter.Count("one")));
    }

    /// <summary>The settings count whatever the case; the two spellings are two queues.</summary>
    [Fact]
    public async Task An_event_that_is_joined_in_another_case_than_its_settings_is_told_once()
    {
        using var log = new LogCollector();
        var shop = await OpenAsync(new ShopPlan
        {
            Options = options => options.Events["concert"] = new EventOptions { AdmissionsPerSecond = 1 },
            Services = services => services.AddLogging(logging => logging.AddProvider(log)),
        });
        foreach (var eventId in (string[])["concert", "Concert", "CONCERT", "other"])
            (await shop.Queue.JoinAsync(eventId)).Should(System.Net.HttpStatusCode.Accepted);
        var line = Assert.Single(log.Lines, line => line.Contains("settings of event", StringComparison.Ordinal));
        Assert.Contains("'concert' count for event 'Concert'", line, StringComparison.Ordinal);
    }
}
