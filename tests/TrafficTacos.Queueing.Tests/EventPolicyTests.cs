using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests;

/// <summary>From the options of an event to the numbers that stores calculate with.</summary>
public sealed partial class EventPolicyTests
{
    /// <summary>Each option has a number of its own, so none can be taken for another.</summary>
    private static readonly EventOptions Options = new()
    {
        ConfigurationVersion = 1,
        AdmissionsPerSecond = 2.5,
        Burst = 3,
        Overdraft = 4,
        OverdraftPositions = 5,
        HeartbeatTimeout = TimeSpan.FromSeconds(6),
        NoShowTimeout = TimeSpan.FromSeconds(7),
        LeaveGrace = TimeSpan.FromSeconds(8),
        PassLifetime = TimeSpan.FromSeconds(9),
        JournalLength = 10,
        Retention = TimeSpan.FromSeconds(11),
        HiddenGrace = TimeSpan.FromSeconds(12),
        ReadySilence = TimeSpan.FromSeconds(13),
        TurnTime = TimeSpan.FromSeconds(14),
        TurnGuaranteed = TimeSpan.FromSeconds(15),
        PlaceMemory = TimeSpan.FromSeconds(16),
        RememberedPlaces = 17,
        RecoveryTime = TimeSpan.FromSeconds(25),
        AdmissionsPerUser = 26,
        MaximumShoppers = 27,
        SessionLifetime = TimeSpan.FromSeconds(28),
        SessionMaximum = TimeSpan.FromSeconds(29),
        SlidingSession = true,
        ExpectedVisit = TimeSpan.FromSeconds(29.5),
        GatherAt = DateTimeOffset.UnixEpoch.AddSeconds(30),
        OpensAt = DateTimeOffset.UnixEpoch.AddSeconds(32),
        ClosesAt = DateTimeOffset.UnixEpoch.AddSeconds(33),
        DrawAt = DateTimeOffset.UnixEpoch.AddSeconds(31),
        Order = QueueOrder.Draw,
        Mode = EventMode.Maintenance,
        ClaimLease = TimeSpan.FromSeconds(18),
        MinimumPollInterval = TimeSpan.FromSeconds(19),
        MaximumPollInterval = TimeSpan.FromSeconds(20),
        MinimumWaits = [new() { UpToPosition = 21 }, new() { UpToPosition = 22, Wait = TimeSpan.FromSeconds(23) }, new() { Wait = TimeSpan.FromSeconds(24) }],
    };

    private readonly EventPolicy _policy = new(Options);

    [Fact]
    public void Every_option_is_a_number_of_its_own_with_times_in_microseconds_and_the_retention_in_seconds()
    {
        foreach (var option in typeof(EventOptions).GetProperties().Where(option => option.Name is not (nameof(EventOptions.MinimumWaits) or nameof(EventOptions.DrawSource) or nameof(EventOptions.DrawIdentity))))
        {
            object expected = option.GetValue(Options) switch
            {
                TimeSpan time when option.Name.EndsWith("PollInterval", StringComparison.Ordinal) => time,
                DateTimeOffset time => (time - DateTimeOffset.UnixEpoch).TotalMicroseconds,
                TimeSpan time => option.Name == nameof(EventOptions.Retention) ? time.TotalSeconds : time.TotalMicroseconds,
                var number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
            };
            Assert.Equal((option.Name, expected), (option.Name, typeof(EventPolicy).GetProperty(option.Name)!.GetValue(_policy)));
        }
    }

    [Fact]
    public void A_part_of_a_second_is_kept_as_a_whole_one() =>
        Assert.Equal(61, new EventPolicy(new EventOptions { Retention = TimeSpan.FromSeconds(60.25) }).Retention);

    [Fact]
    public void Scripts_unpack_each_number_under_the_name_it_was_packed_for()
    {
        var packed = MemoryMarshal.Cast<byte, double>(_policy.Packed).ToArray();
        var unpacked = Unpacked().Matches(RedisScripts.Source("include/read_policy"))
            .Where(match => match.Groups["name"].Value is not ("is_known" or "full_retention"))
            .ToDictionary(match => match.Groups["name"].Value, match => packed[int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) - 1], StringComparer.Ordinal);
        Assert.Equal(28, unpacked.Count);
        Assert.All(unpacked, number =>
        {
            var property = string.Concat(number.Key.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            Assert.Equal((number.Key, (double)typeof(EventPolicy).GetProperty(property)!.GetValue(_policy)!), (number.Key, number.Value));
        });
        Assert.Equal(_policy.ConfigurationVersion, packed[0]);
        Assert.Equal([21, 0, 22, 23e6, double.PositiveInfinity, 24e6], packed[30..]);
        Assert.Equal((1, 0), (packed[17], MemoryMarshal.Cast<byte, double>(new EventPolicy(Options, isKnown: false).Packed)[17]));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(21, 0)]
    [InlineData(22, 23)]
    [InlineData(23, 24)]
    [InlineData(400_000, 24)]
    [InlineData(long.MaxValue, 24)]
    public void The_minimum_wait_is_that_of_the_first_range_a_position_is_in(long position, double seconds)
    {
        Assert.Equal(seconds * 1e6, _policy.MinimumWait(position));
        Assert.Equal(24e6, _policy.LongestMinimumWait);
    }

    [GeneratedRegex(@"(?<name>\w+) = [^\n]*?\bn\[(?<number>\d+)\]")]
    private static partial Regex Unpacked();
}
