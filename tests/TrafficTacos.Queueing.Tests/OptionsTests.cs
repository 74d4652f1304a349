using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Snapshooter.Xunit;
using TrafficTacos.Queueing.Storage;

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
            .Select(property => string.Create(CultureInfo.InvariantCulture, $"{property.Name} = {property.GetValue(new WaitingRoomOptions())}"))));

    [Fact]
    public void Every_number_can_be_set_for_one_event()
    {
        string[] common = [nameof(WaitingRoomOptions.IdempotencyTime), nameof(WaitingRoomOptions.IdempotencyLease), nameof(WaitingRoomOptions.StoreTimeout)];
        var all = typeof(WaitingRoomOptions).GetProperties().Where(property => property.PropertyType.IsValueType).Select(property => property.Name);
        Assert.Equal(all.Except(common).Order(), typeof(EventOverrides).GetProperties().Select(property => property.Name).Order());
    }

    [Fact]
    public void An_override_holds_for_its_event_and_every_one_of_them_arrives()
    {
        // Each property gets a value of its own; For() must carry each over.
        var overrides = new EventOverrides();
        var number = 3;
        foreach (var property in typeof(EventOverrides).GetProperties())
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType)!;
            number++;
            property.SetValue(overrides, type == typeof(TimeSpan) ? TimeSpan.FromSeconds(number) : Convert.ChangeType(number, type, CultureInfo.InvariantCulture));
        }

        var resolved = new WaitingRoomOptions().For(overrides);
        foreach (var property in typeof(EventOverrides).GetProperties())
            Assert.Equal(property.GetValue(overrides), typeof(WaitingRoomOptions).GetProperty(property.Name)!.GetValue(resolved));
    }

    [Fact]
    public void The_rules_between_fields_name_both_values()
    {
        var mistakes = Mistakes(o =>
        {
            o.MaximumPoll = TimeSpan.FromSeconds(20);
            o.NearWait = TimeSpan.FromSeconds(9);
            o.NearPositions = 60;
            o.IdempotencyTime = TimeSpan.FromSeconds(10);
            o.StoreTimeout = TimeSpan.FromSeconds(40);
            o.ClaimLease = TimeSpan.FromSeconds(31);
        });
        Assert.Contains(mistakes, m => m.Contains("MaximumPoll (00:00:20)", StringComparison.Ordinal) && m.Contains("HeadGrace (00:00:30)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("NearWait (00:00:09)", StringComparison.Ordinal) && m.Contains("MiddleWait (00:00:02)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("NearPositions (60)", StringComparison.Ordinal) && m.Contains("MiddlePositions (50)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("IdempotencyLease (00:00:15)", StringComparison.Ordinal) && m.Contains("IdempotencyTime (00:00:10)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("StoreTimeout (00:00:40)", StringComparison.Ordinal) && m.Contains("IdempotencyLease (00:00:15)", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("ClaimLease (00:00:31)", StringComparison.Ordinal) && m.Contains("PassTime (00:00:30)", StringComparison.Ordinal));
        Assert.Equal(6, mistakes.Count);
    }

    [Fact]
    public void Ranges_are_checked_for_every_event_too()
    {
        var mistakes = Mistakes(o =>
        {
            o.RefillPerSecond = -1;
            o.Events["concert"] = new EventOverrides { HeadGrace = TimeSpan.Zero };
            o.Events["a{b}"] = new EventOverrides();
        });
        Assert.Contains(mistakes, m => m.Contains("RefillPerSecond", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.StartsWith("Events:concert:", StringComparison.Ordinal) && m.Contains("HeadGrace", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("'a{b}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    public void A_rate_that_is_none_is_refused(double rate) => Assert.NotEmpty(Mistakes(o => o.RefillPerSecond = rate));

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
        var good = Section(("RefillPerSecond", "7.5"), ("HeadGrace", "00:00:40"), ("Events:concert:Capacity", "9"));
        var options = new ServiceCollection().AddWaitingRoom(good).Services.BuildServiceProvider().GetRequiredService<IOptions<WaitingRoomOptions>>().Value;
        Assert.Equal((7.5, TimeSpan.FromSeconds(40), 9), (options.RefillPerSecond, options.HeadGrace, options.Events["concert"].Capacity));

        var typo = new ServiceCollection().AddWaitingRoom(Section(("RefilPerSecond", "7"))).Services.BuildServiceProvider();
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
