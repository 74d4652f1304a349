using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.Tests;

public sealed class ConfigurationWarningsTests : IDisposable
{
    private readonly LogCollector _log = new();

    [Fact]
    public async Task A_small_burst_is_told_at_the_start_once_for_each_cause_with_the_number_that_would_do()
    {
        await using var services = Start(options =>
        {
            options.Burst = 199;
            options.Events["as-all-others"] = new EventOptions { NoShowTimeout = TimeSpan.FromSeconds(40) };
            options.Events["slow"] = new EventOptions { AdmissionsPerSecond = 2.1 };
            options.Events["slower"] = new EventOptions { AdmissionsPerSecond = 2.1, Burst = 8 };
        });
        Assert.Equal(["Burst 199 of all events", "Burst 8 of event slower"], Warnings().Select(line => line.Split(" is ")[0]));
        Assert.Equal(["Burst 200 would do.", "Burst 9 would do."], Warnings().Select(line => line.Split(". ")[^1]));

        foreach (var eventId in (string[])["as-all-others", "slow", "slower", "another"])
            await services.GetRequiredService<IWaitingRoom>().JoinAsync(new JoinRequest { EventId = eventId });
        Assert.Equal(2, Warnings().Count);
    }

    [Fact]
    public async Task A_burst_of_four_seconds_needs_no_warning()
    {
        await using var services = Start(options => options.Burst = 200);
        Assert.Empty(Warnings());
    }

    public void Dispose() => _log.Dispose();

    private List<string> Warnings() => [.. _log.Lines.Where(line => line.StartsWith("Burst", StringComparison.Ordinal)).Select(line => line.TrimEnd())];

    /// <summary>As a host does.</summary>
    private ServiceProvider Start(Action<WaitingRoomOptions> configure)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_log)).AddWaitingRoom(configure).Services.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services;
    }
}
