using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

public sealed class BeaconRoundsTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void The_round_is_the_first_that_is_far_enough_away() =>
        Prop.ForAll(Gen.Choose(-100, 1_000_000).ToArbitrary(), Gen.Choose(-1, 1).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), (seconds, microseconds, period) =>
        {
            var beacon = SampleDraw.Quicknet with { Period = period };
            var time = (beacon.Genesis + seconds) * Second + microseconds;
            var round = BeaconRounds.FirstAfter(beacon, time);
            Assert.True(BeaconRounds.TimeOf(beacon, round) >= time + 30 * Second);
            Assert.True(round == 1 || BeaconRounds.TimeOf(beacon, round - 1) < time + 30 * Second);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Rounds_of_quicknet_are_at_these_times()
    {
        var options = new BeaconOptions();
        Assert.Empty(options.Mistakes());
        Assert.Empty(options.Addresses);
        var beacon = DrawBeacon.Of(options);
        Assert.Equal(SampleDraw.Quicknet.PublicKey, beacon.PublicKey);
        Assert.Equal("2023-08-23T15:09:27.000000Z", DrawText.Time(BeaconRounds.TimeOf(beacon, 1)));
        Assert.Equal("2023-08-23T15:59:24.000000Z", DrawText.Time(BeaconRounds.TimeOf(beacon, 1000)));
        Assert.Equal(1000, BeaconRounds.FirstAfter(beacon, SampleDraw.Time("2023-08-23T15:58:54.000000Z")));
        Assert.Equal(1001, BeaconRounds.FirstAfter(beacon, SampleDraw.Time("2023-08-23T15:58:54.000001Z")));
        Assert.Equal(1, BeaconRounds.FirstAfter(beacon, 0));
    }

    [Theory]
    [InlineData("b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39", "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd")]
    public void The_randomness_is_the_hash_of_the_signature(string signature, string randomness) =>
        Assert.Equal(randomness, DrawText.Hex(DrawnRound.Of("quicknet", 1000, Convert.FromHexString(signature)).Randomness));

    [Fact]
    public void Options_that_cannot_work_are_refused()
    {
        Refused("Name", options => options.Name = "");
        Refused("ChainHash", options => options.ChainHash = "52DB");
        Refused("PublicKey", options => options.PublicKey = options.ChainHash);
        Refused("Scheme", options => options.Scheme = null!);
        Refused("Genesis", options => options.Genesis = -1);
        Refused("Period", options => options.Period = TimeSpan.FromSeconds(2.5));
        Refused("Timeout", options => options.Timeout = TimeSpan.Zero);
        Refused("two must agree", options => options.Addresses.Add(new Uri("https://one.example")));
        Refused("different hosts", options => Add(options, "https://one.example/a", "https://one.example/b"));
        Refused("absolute", options => Add(options, "https://one.example", "ftp://two.example"));
        Refused("absolute", options => Add(options, "https://one.example", "https://two.example/?key=1"));
        var two = new BeaconOptions();
        Add(two, "https://one.example", "https://two.example/base");
        Assert.Empty(two.Mistakes());

        static void Refused(string word, Action<BeaconOptions> change)
        {
            var options = new BeaconOptions();
            change(options);
            Assert.Contains(word, Assert.Single(options.Mistakes()), StringComparison.Ordinal);
        }

        static void Add(BeaconOptions options, params string[] addresses)
        {
            foreach (var address in addresses)
                options.Addresses.Add(new Uri(address));
        }
    }

    [Fact]
    public void A_secret_opens_its_commitment_and_no_other_does()
    {
        var secret = DrawSecret.Create();
        Assert.Equal(DrawSecret.Size, secret.Length);
        Assert.True(DrawSecret.Opens(DrawSecret.CommitmentTo(secret), secret));
        Assert.False(DrawSecret.Opens(DrawSecret.CommitmentTo(secret), DrawSecret.Create()));
        Assert.False(DrawSecret.Opens(DrawSecret.CommitmentTo([1]), [1]));
        Assert.True(DrawSecret.Opens(SampleDraw.BySecret.Commitment, SampleDraw.Secret));
    }
}
