using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Snapshooter.Xunit;

namespace TrafficTacos.Queueing.Tests;

public sealed class OptionsTests
{
    private static WaitingRoomOptions Resolve(Action<WaitingRoomOptions> configure) =>
        new ServiceCollection().AddWaitingRoom(configure).Services.BuildServiceProvider().GetRequiredService<IOptions<WaitingRoomOptions>>().Value;

    private static IReadOnlyList<string> Mistakes(Action<WaitingRoomOptions> configure) =>
        [.. Assert.Throws<OptionsValidationException>(() => Resolve(configure)).Failures];

    [Fact]
    public void Defaults_are_a_contract() =>
        Snapshot.Match(string.Join('\n', typeof(WaitingRoomOptions).GetProperties()
            .Where(property => property.PropertyType.IsValueType)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => string.Create(CultureInfo.InvariantCulture, $"{property.Name} = {property.GetValue(new WaitingRoomOptions())}"))));

    [Fact]
    public void An_event_inherits_what_it_does_not_set_and_keeps_what_it_does()
    {
        foreach (var property in typeof(EventOptions).GetProperties())
        {
            var (common, own) = (Sample(property.PropertyType, 3), Sample(property.PropertyType, 4));
            var options = new WaitingRoomOptions();
            property.SetValue(options, common);
            options.Events["opera"] = new EventOptions();
            options.Events["concert"] = new EventOptions();
            property.SetValue(options.Events["concert"], own);

            Assert.Equal(common, property.GetValue(options.Events["opera"]));
            Assert.Equal(own, property.GetValue(options.For("concert")));
            Assert.Equal(common, property.GetValue(options.For("unknown")));
        }

        static object Sample(Type type, int number) =>
            type == typeof(TimeSpan) ? TimeSpan.FromSeconds(number)
            : type == typeof(IList<MinimumWait>) ? new List<MinimumWait> { new() { Wait = TimeSpan.FromSeconds(number) } }
            : type == typeof(DateTimeOffset?) ? DateTimeOffset.UnixEpoch.AddSeconds(number)
            : type == typeof(bool) ? number % 2 == 0
            : type.IsEnum ? Enum.GetValues(type).GetValue(number % 2)!
            : Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_later_change_of_the_common_settings_holds_for_events_too()
    {
        var options = Resolve(o =>
        {
            o.Events["concert"] = new EventOptions { Burst = 7 };
            o.AdmissionsPerSecond = 9;
        });
        Assert.Equal((9, 7), (options.For("concert").AdmissionsPerSecond, options.For("concert").Burst));
    }

    public static TheoryData<string?, string?, string?, string?, QueueOrder, string> WrongSchedules { get; } = new()
    {
        { "11:00", "10:00", null, null, QueueOrder.Arrival, "GatherAt (2026-12-01 11:00:00Z) must not be after OpensAt (2026-12-01 10:00:00Z)" },
        { null, "10:00", "10:00", null, QueueOrder.Arrival, "ClosesAt (2026-12-01 10:00:00Z) must be after" },
        { "11:00", null, "10:00", null, QueueOrder.Arrival, "ClosesAt (2026-12-01 10:00:00Z) must be after" },
        { null, null, null, null, QueueOrder.Draw, "Order is Draw, which needs OpensAt" },
        { "09:59", "10:00", null, null, QueueOrder.Draw, "DrawAt (2026-12-01 09:58:00Z) must not be before GatherAt" },
        { "09:00", "10:00", null, "10:01", QueueOrder.Draw, "DrawAt (2026-12-01 10:01:00Z)" },
        { null, null, null, null, (QueueOrder)7, "Order is 7" },
    };

    [Theory]
    [MemberData(nameof(WrongSchedules))]
    public void An_impossible_schedule_is_named(string? gather, string? opens, string? closes, string? draw, QueueOrder order, string expected) =>
        Assert.Contains(
            Mistakes(o => (o.GatherAt, o.OpensAt, o.ClosesAt, o.DrawAt, o.Order) = (At(gather), At(opens), At(closes), At(draw), order)),
            m => m.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData(EventMode.Recovering)]
    [InlineData((EventMode)99)]
    public void A_mode_that_cannot_be_configured_is_named(EventMode mode) =>
        Assert.Contains(Mistakes(o => o.Mode = mode), m => m.Contains($"Mode is {mode}", StringComparison.Ordinal));

    private static DateTimeOffset? At(string? time) =>
        time is null ? null : DateTimeOffset.Parse($"2026-12-01T{time}:00Z", CultureInfo.InvariantCulture);

    public static TheoryData<MinimumWait[], string> WrongMinimumWaits { get; } = new()
    {
        { [], "MinimumWaits has 0 items" },
        { [Wait(10, 0)], "the last item has UpToPosition 10" },
        { [Wait(null, 0), Wait(null, 1)], "item 0 has no UpToPosition" },
        { [Wait(50, 0), Wait(50, 1), Wait(null, 2)], "UpToPosition of item 1 (50) must be above that of item 0 (50)" },
        { [Wait(10, 5), Wait(null, 2)], "the Wait of item 1 (00:00:02) must not be below that of item 0 (00:00:05)" },
        { [Wait(0, 0), Wait(null, 2)], "UpToPosition" },
        { [Wait(null, -1)], "Wait" },
        { [.. Enumerable.Range(1, 16).Select(i => Wait(i, i)), Wait(null, 20)], "MinimumWaits has 17 items" },
    };

    [Theory]
    [MemberData(nameof(WrongMinimumWaits))]
    public void Wrong_minimum_waits_are_named(MinimumWait[] waits, string expected)
    {
        Assert.Contains(Mistakes(o => o.MinimumWaits = waits), m => m.Contains(expected, StringComparison.Ordinal));
        Assert.Contains(
            Mistakes(o => o.Events["concert"] = new EventOptions { MinimumWaits = waits }),
            m => m.StartsWith("Events:concert:", StringComparison.Ordinal) && m.Contains(expected, StringComparison.Ordinal));
    }

    private static MinimumWait Wait(int? upTo, int seconds) => new() { UpToPosition = upTo, Wait = TimeSpan.FromSeconds(seconds) };

    [Fact]
    public void The_rules_between_fields_name_both_values()
    {
        var mistakes = Mistakes(o =>
        {
            o.MaximumPollInterval = TimeSpan.FromSeconds(20);
            o.IdempotencyRetention = TimeSpan.FromSeconds(10);
            o.StoreTimeout = TimeSpan.FromSeconds(40);
            o.ClaimLease = TimeSpan.FromSeconds(31);
        });
        Assert.Contains(mistakes, m => m.Contains("MaximumPollInterval (00:00:20)", StringComparison.Ordinal) && m.Contains("NoShowTimeout (00:00:30)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("IdempotencyLease (00:00:15)", StringComparison.Ordinal) && m.Contains("IdempotencyRetention (00:00:10)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("StoreTimeout (00:00:40)", StringComparison.Ordinal) && m.Contains("IdempotencyLease (00:00:15)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("ClaimLease (00:00:31)", StringComparison.Ordinal) && m.Contains("PassLifetime (00:00:30)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("LeaveGrace (00:00:30)", StringComparison.Ordinal) && m.Contains("MaximumPollInterval (00:00:20)", StringComparison.Ordinal));
        Assert.Equal(5, mistakes.Count);
    }

    [Fact]
    public void Ranges_are_checked_for_every_event_too()
    {
        var mistakes = Mistakes(o =>
        {
            o.AdmissionsPerSecond = -1;
            o.Events["concert"] = new EventOptions { NoShowTimeout = TimeSpan.Zero };
            o.Events["a{b}"] = new EventOptions();
        });
        Assert.Contains(mistakes, m => m.Contains("AdmissionsPerSecond", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.StartsWith("Events:concert:", StringComparison.Ordinal) && m.Contains("NoShowTimeout", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("'a{b}'", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_of_an_event_hold_however_its_id_is_spelled()
    {
        var options = new WaitingRoomOptions();
        options.Events["Concert"] = new EventOptions { Burst = 7 };
        Assert.Equal(7, options.For("concert").Burst);
    }

    [Theory]
    [InlineData("concert", true)]
    [InlineData("CONCERT", true)]
    [InlineData("summer-2026-17", true)]
    [InlineData("summer-2027-17", false)]
    [InlineData("concert2", false)]
    public void Only_known_events_exist_if_that_is_asked_for(string eventId, bool isKnown)
    {
        var options = new WaitingRoomOptions { KnownEventsOnly = true };
        options.Events["Concert"] = new EventOptions();
        options.KnownEvents.Add("summer-2026-*");
        Assert.Equal(isKnown, options.CanExist(eventId));
        Assert.True(new WaitingRoomOptions().CanExist(eventId));
        Assert.Contains(Mistakes(o => o.KnownEvents.Add("a{b}*")), mistake => mistake.Contains("'a{b}*'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    public void A_rate_that_is_none_is_refused(double rate) => Assert.NotEmpty(Mistakes(o => o.AdmissionsPerSecond = rate));

    [Fact]
    public void Keys_are_checked_and_no_secret_is_in_the_message()
    {
        var mistakes = Mistakes(o => o.Tokens = new TokenOptions
        {
            SigningKeys = [new SigningKey { Id = "a", Secret = "c2hvcnQ=" }, new SigningKey { Id = "a", Secret = "no base64!" }, new SigningKey { Id = "!" }],
            IdentitySecret = "c2hvcnQ=",
        });
        Assert.Equal(5, mistakes.Count);
        Assert.DoesNotContain(mistakes, m => m.Contains("c2hvcnQ=", StringComparison.Ordinal) || m.Contains("no base64!", StringComparison.Ordinal));
    }

    [Fact]
    public void A_section_binds_and_an_unknown_name_in_it_is_an_error()
    {
        var good = Section(("AdmissionsPerSecond", "7.5"), ("NoShowTimeout", "00:00:40"), ("Events:concert:Burst", "9"),
            ("MinimumWaits:0:UpToPosition", "20"), ("MinimumWaits:0:Wait", "00:00:01"), ("MinimumWaits:1:Wait", "00:00:03"));
        var options = new ServiceCollection().AddWaitingRoom(good).Services.BuildServiceProvider().GetRequiredService<IOptions<WaitingRoomOptions>>().Value;
        Assert.Equal((7.5, TimeSpan.FromSeconds(40), 9), (options.AdmissionsPerSecond, options.NoShowTimeout, options.Events["concert"].Burst));
        Assert.Equal([(20, 1), (null, 3)], options.For("concert").GetMinimumWaits().Select(wait => (wait.UpToPosition, wait.Wait.Seconds)));

        var typo = new ServiceCollection().AddWaitingRoom(Section(("AdmissionPerSecond", "7"))).Services.BuildServiceProvider();
        Assert.Throws<InvalidOperationException>(() => typo.GetRequiredService<IOptions<WaitingRoomOptions>>().Value);
    }

    [Fact]
    public void Adding_twice_changes_nothing()
    {
        var once = new ServiceCollection().AddWaitingRoom().Services;
        var count = once.Count;
        once.AddWaitingRoom();
        Assert.Equal(count, once.Count);
        Assert.IsType<Storage.InMemory.InMemoryQueueStore>(once.BuildServiceProvider().GetRequiredService<IQueueStore>());
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create("WaitingRoom:" + v.Key, (string?)v.Value))).Build().GetSection("WaitingRoom");
}
