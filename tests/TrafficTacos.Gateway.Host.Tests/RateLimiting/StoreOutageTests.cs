using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>What the log says of the store of the rate limit, and how often.</summary>
public sealed class StoreOutageTests : IDisposable
{
    private readonly LogCollector _log = new();
    private readonly LoggerFactory _loggers;
    private readonly FakeTimeProvider _time = new();
    private readonly StoreOutage _outage;

    public StoreOutageTests()
    {
        _loggers = new LoggerFactory([_log]);
        _outage = new StoreOutage(_time, new WarningLimiter(_time), _loggers.CreateLogger<StoreOutage>());
    }

    private IEnumerable<string> Warnings => _log.Lines.Where(line => line.Contains("is unavailable", StringComparison.Ordinal));

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void An_outage_is_one_line_and_its_end_another()
    {
        for (var i = 0; i < 10; i++)
        {
            _outage.Report(new TimeoutException("no answer"));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _outage.End();
        _outage.End();
        Assert.Contains("(1 times", Assert.Single(Warnings), StringComparison.Ordinal);
        Assert.Equal(2, _log.Lines.Count);
    }

    /// <summary>A slow store answers some requests in time and others not.</summary>
    [Fact]
    public void One_that_comes_and_goes_with_each_request_is_a_line_a_second_and_does_not_go_untold()
    {
        for (var i = 0; i < 50; i++)
        {
            _outage.Report(new TimeoutException("no answer"));
            _outage.End();
        }

        Assert.Equal(2, _log.Lines.Count);
        // Now it stays away.
        _outage.Report(new TimeoutException("no answer"));
        Assert.Single(Warnings);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_outage.IsActive);
        _outage.Report(new TimeoutException("no answer"));
        Assert.Contains("(51 times", Warnings.Last(), StringComparison.Ordinal);
        Assert.Equal(2, Warnings.Count());
    }
}
