using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Redis comes back empty, and with it what operators had set: gateways that live give it back before anybody is admitted.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class LostSettingsTests(RedisFixture redis) : LossyEvent(redis)
{
    private const string Ann = "ann";

    [Fact]
    public async Task An_opening_a_maximum_and_a_message_are_back_before_anybody_is_admitted()
    {
        await using var one = Process();
        await using var other = Process();
        var opensAt = Time.GetUtcNow().AddMinutes(10);
        await one.Public.ChangeSettingsAsync(EventId, new EventSettingsChange
        {
            OpensAt = opensAt,
            MaximumShoppers = 1,
            AdmissionsPerSecond = 3,
            Message = new EventMessage { Text = "Doors at ten." },
            ChangedBy = Ann,
        });
        var tokens = new[] { await JoinAsync(one, "alice"), await JoinAsync(other, "bob") };
        await PassAsync(3, tokens, one, other);
        await EmptyAsync();
        await PassAsync(5, tokens, one, other);
        var settings = await other.Public.GetSettingsAsync(EventId);
        Assert.Equal((opensAt, 1, 3d, "Doors at ten."), (settings.OpensAt, settings.MaximumShoppers, settings.AdmissionsPerSecond, settings.Message?.Text));
        Assert.Equal([LostSettings.Gateway], (await AuditAsync(one)).Select(entry => entry.Who).Distinct(StringComparer.Ordinal));

        await PassAsync(90, tokens, one, other);
        foreach (var token in tokens)
            Assert.Equal((EventPhase.Gathering, VisitorState.Waiting), await StandingAsync(one, token));
        await PassAsync(505, tokens, one, other);
        Assert.Equal((EventPhase.Open, VisitorState.Ready), await StandingAsync(one, tokens[0]));
        Assert.Equal((EventPhase.Open, VisitorState.Waiting), await StandingAsync(one, tokens[1]));
    }

    [Fact]
    public async Task A_pause_lasts_and_what_an_operator_sets_after_the_loss_stays()
    {
        await using var one = Process();
        await using var other = Process();
        await one.Public.ChangeSettingsAsync(EventId, new EventSettingsChange { Mode = EventMode.Paused, AdmissionsPerSecond = 3, ChangedBy = Ann });
        var tokens = new[] { await JoinAsync(one, "alice"), await JoinAsync(other, "bob") };
        await PassAsync(3, tokens, one, other);
        await EmptyAsync();
        await PassAsync(1, tokens, one);
        await one.Public.ChangeSettingsAsync(EventId, new EventSettingsChange { AdmissionsPerSecond = 7, ChangedBy = Ann });
        await PassAsync(90, tokens, one, other);
        var settings = await other.Public.GetSettingsAsync(EventId);
        Assert.Equal((EventMode.Paused, 7d), (settings.Mode, settings.AdmissionsPerSecond));

        // What was reset long after the loss stays reset, whichever gateway knew otherwise.
        await one.Public.ChangeSettingsAsync(EventId, new EventSettingsChange { Reset = [EventSetting.Mode], ChangedBy = Ann });
        await PassAsync(5, tokens, one, other);
        Assert.Equal(EventMode.Normal, (await other.Public.GetSettingsAsync(EventId)).Mode);
    }

    /// <summary>A gateway that stood still since before the loss knows what is old by now.</summary>
    [Fact]
    public async Task A_gateway_that_was_frozen_brings_nothing_back()
    {
        await using var one = Process();
        await using var frozen = Process();
        await one.Public.ChangeSettingsAsync(EventId, new EventSettingsChange { AdmissionsPerSecond = 3, ChangedBy = Ann });
        var tokens = new[] { await JoinAsync(one, "alice"), await JoinAsync(frozen, "bob") };
        await PassAsync(3, tokens, one, frozen);
        await EmptyAsync();
        await PassAsync(5, tokens, one);
        await one.Public.ChangeSettingsAsync(EventId, new EventSettingsChange { Reset = [EventSetting.AdmissionsPerSecond], ChangedBy = Ann });
        await PassAsync(60, tokens, one);
        await PassAsync(5, tokens, frozen);
        Assert.Equal(Configured, (await one.Public.GetSettingsAsync(EventId)).AdmissionsPerSecond);
    }

    private const double Configured = 1;

    private DrawGateway Process() => new(Gateway().Store, Time, options => options.Events[EventId] = new EventOptions
    {
        AdmissionsPerSecond = Configured,
        Burst = 1,
        Overdraft = 0,
        OverdraftPositions = 0,
        SessionLifetime = TimeSpan.FromMinutes(2),
        MinimumWaits = [new MinimumWait { Wait = TimeSpan.Zero }],
    });

    private async Task<string> JoinAsync(DrawGateway process, string user) =>
        (await process.Room.Visitors.JoinAsync(new JoinRequest { EventId = EventId, UserId = user })).WaitingToken!;

    private static async Task<(EventPhase, VisitorState)> StandingAsync(DrawGateway process, string token)
    {
        var status = await process.Room.Visitors.GetStatusAsync(new StatusRequest { WaitingToken = token });
        return (status.Phase, status.State);
    }

    /// <summary>Everybody polls, at each of these processes.</summary>
    private async Task PassAsync(int seconds, string[] tokens, params DrawGateway[] processes)
    {
        for (var i = 0; i < seconds; i++)
        {
            Time.Advance(Second);
            foreach (var process in processes)
            {
                foreach (var token in tokens)
                    await StandingAsync(process, token);
            }
        }
    }

    private async Task<List<AuditEntry>> AuditAsync(DrawGateway process)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in process.Public.GetAuditAsync(EventId))
            entries.Add(entry);
        return entries;
    }
}
