using System.Text;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>The steps of a draw: each once, in order.</summary>
public abstract partial class StoreConformance
{
    private static readonly TimeSpan UntilDraw = TimeSpan.FromMinutes(10);
    private static readonly byte[] Root = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Seed = [.. Enumerable.Repeat((byte)7, 32)];

    private IDrawStore Draws => Store;

    private static long Time(TimeSpan since) => (StoreUnderTest.Start - DateTimeOffset.UnixEpoch + since).Ticks / TimeSpan.TicksPerMicrosecond;

    public static TheoryData<string> StepNames =>
        [DrawStep.AnnounceName, DrawStep.FreezeName, DrawStep.RootName, DrawStep.SeedName, DrawStep.RankedName, DrawStep.AbandonName];

    [Fact]
    public async Task A_draw_goes_from_its_announcement_to_the_ranks()
    {
        var announced = await AnnouncedAsync();
        Assert.Equal(new DrawState(DrawStage.Announced, 0, Time(UntilDraw)), announced.State);
        Assert.Equal(Time(UntilDraw), announced.Schedule.DrawAt);
        Assert.Equal("papers", announced.Text(DrawFields.Announcement));
        var places = await JoinAsync(0, 3);

        Assert.False((await StepAsync(DrawStep.Freeze)).Made);
        Tested.Pass(UntilDraw);
        var frozen = await StepAsync(DrawStep.Freeze);
        Assert.True(frozen.Made);
        Assert.Equal((DrawStage.Frozen, places[2].Ticket), (frozen.State.Stage, frozen.State.Ticket));
        Assert.Equal(frozen.Now, frozen.State.At);

        var rooted = await StepAsync(DrawStep.Root(Root, 3, (1_692_803_367, 3)));
        var round = rooted.Number(DrawFields.Round)!.Value;
        var (appears, at) = ((1_692_803_367 + 3 * (round - 1)) * 1_000_000, rooted.Number(DrawFields.RootedAt)!.Value);
        Assert.InRange(appears, at + 30_000_000, at + 33_000_000 - 1);
        Assert.Equal(Root, rooted.Bytes(DrawFields.Root));
        Assert.Equal(3, rooted.Number(DrawFields.Entries));

        await StepAsync(DrawStep.Seed([1], [2], Seed));
        Assert.False((await StepAsync(DrawStep.Ranked(1))).Made);
        Assert.Equal(1, await RankAsync(0, (places[0], -5), (places[1], -9), (places[2], -7)));
        var ranked = await StepAsync(DrawStep.Ranked(1));
        Assert.Equal((true, DrawStage.Ranked, frozen.State.Ticket, frozen.State.At), (ranked.Made, ranked.State.Stage, ranked.State.Ticket, ranked.State.At));
        Assert.Equal(DrawStage.Ranked, ranked.RecordedStage);
        Assert.Equal([Entry(1), Entry(2), Entry(0)], (await StateAsync()).Queue.Select(place => place.Entry));
        var late = await JoinAsync(9);
        Assert.Equal([Entry(1), Entry(2), Entry(0), late.Entry], (await StateAsync()).Queue.Select(place => place.Entry));
    }

    [Theory]
    [MemberData(nameof(StepNames))]
    public async Task A_step_out_of_order_or_for_the_second_time_changes_nothing(string name)
    {
        await AnnouncedAsync();
        await JoinAsync(0, 2);
        Tested.Pass(UntilDraw);
        DrawStep[] order = [DrawStep.Freeze, DrawStep.Root(Root, 2, null), DrawStep.Seed([1], null, Seed), DrawStep.Ranked(0)];
        for (var done = 0; done <= order.Length; done++)
        {
            var before = await StepAsync(DrawStep.Read);
            // Each is in order once, and to abandon is until the seed.
            var isNext = done < order.Length && order[done].Is(name);
            if (!isNext && !(name == DrawStep.AbandonName && done <= 2))
            {
                var after = await StepAsync(Another(name, before));
                Assert.False(after.Made);
                AssertSame(before, after);
            }

            if (done < order.Length)
                Assert.True((await StepAsync(order[done])).Made);
        }
    }

    [Fact]
    public async Task Announcing_needs_the_generation_the_time_that_is_in_force_and_an_event_that_is_drawn()
    {
        _policy = Drawn(UntilDraw);
        var generation = (await StepAsync(Announce(Generation.None, Time(UntilDraw)))).Generation;
        Assert.NotEqual(Generation.None, generation);
        Assert.False((await StepAsync(Announce(Generation.Create(1, 2), Time(UntilDraw)))).Made);
        Assert.False((await StepAsync(Announce(generation, Time(UntilDraw) + 1))).Made);
        Assert.False((await StepAsync(DrawStep.Announce(generation, "papers"u8.ToArray(), Time(UntilDraw), null, Time(TimeSpan.Zero) - 1))).Made);
        _policy = Drawn(UntilDraw, QueueOrder.Arrival);
        Assert.False((await StepAsync(Announce(generation, Time(UntilDraw)))).Made);
        _policy = Drawn(UntilDraw);
        Assert.True((await StepAsync(Announce(generation, Time(UntilDraw)))).Made);
        // Who joins then is of that generation.
        Assert.Equal(generation, (await Store.JoinAsync(_event, Entry(1), _policy, default)).Generation);
    }

    [Fact]
    public async Task Nothing_is_announced_when_the_time_of_the_draw_has_passed()
    {
        _policy = Drawn(UntilDraw);
        var generation = (await StepAsync(Announce(Generation.None, Time(UntilDraw)))).Generation;
        Tested.Pass(UntilDraw);
        Assert.False((await StepAsync(Announce(generation, Time(UntilDraw)))).Made);
        var abandoned = await StepAsync(DrawStep.Abandon("nobody announced it", "somebody"));
        Assert.Equal((true, DrawStage.Abandoned, "nobody announced it"), (abandoned.Made, abandoned.State.Stage, abandoned.Text(DrawFields.Reason)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_announced_once_somebody_has_joined(bool hasLeft)
    {
        _policy = Drawn(UntilDraw, QueueOrder.Arrival);
        var place = await JoinAsync(1);
        if (hasLeft)
            await LeaveAsync(place, soft: false);
        _policy = Drawn(UntilDraw);
        Tested.Pass(TimeSpan.FromSeconds(70)); // so that this policy is in force
        var announced = await StepAsync(Announce((await StepAsync(DrawStep.Read)).Generation, Time(UntilDraw)));
        Assert.Equal((false, DrawStage.None), (announced.Made, announced.State.Stage));
        Tested.Pass(UntilDraw - TimeSpan.FromSeconds(70));
        var ended = await StepAsync(DrawStep.Freeze);
        Assert.Equal((DrawStage.Abandoned, true, DrawFields.JoinedBefore), (ended.State.Stage, ended.IsUnannounced, ended.Text(DrawFields.Reason)));
        Assert.Equal([("gateway", "abandon_draw", DrawFields.JoinedBefore)], await AuditAsync());
    }

    [Fact]
    public async Task A_draw_moves_later_until_it_freezes_and_never_earlier()
    {
        await AnnouncedAsync();
        _policy = Drawn(UntilDraw - TimeSpan.FromMinutes(5));
        Assert.False((await StepAsync(DrawStep.Amend)).Made);
        _policy = Drawn(2 * UntilDraw);
        var amended = await StepAsync(DrawStep.Amend);
        Assert.Equal((true, new DrawState(DrawStage.Announced, 0, Time(2 * UntilDraw))), (amended.Made, amended.State));
        Assert.Equal((1L, $"{Time(2 * UntilDraw)} {Time(TimeSpan.Zero)}"), (amended.Number(DrawFields.Amendments)!.Value, amended.Text(DrawFields.Amendment + "1")));
        Assert.False((await StepAsync(DrawStep.Amend)).Made);
        Tested.Pass(UntilDraw);
        Assert.False((await StepAsync(DrawStep.Freeze)).Made);
        Tested.Pass(UntilDraw);
        Assert.True((await StepAsync(DrawStep.Freeze)).Made);
        _policy = Drawn(3 * UntilDraw);
        Assert.False((await StepAsync(DrawStep.Amend)).Made);
    }

    [Fact]
    public async Task The_record_outlives_the_event()
    {
        await AnnouncedAsync();
        await StepAsync(DrawStep.Abandon("the weather", "somebody"));
        Tested.Pass(TimeSpan.FromDays(3));
        Assert.Equal("the weather", (await StepAsync(DrawStep.Read)).Text(DrawFields.Reason));
    }

    private static DrawStep Announce(Generation generation, long drawAt) => DrawStep.Announce(generation, "papers"u8.ToArray(), drawAt, [42]);

    private static EventPolicy Drawn(TimeSpan drawAt, QueueOrder order = QueueOrder.Draw) => Model.Policies.Of(options =>
    {
        options.Order = order;
        (options.DrawAt, options.OpensAt) = (StoreUnderTest.Start + drawAt, StoreUnderTest.Start + 3 * UntilDraw + TimeSpan.FromMinutes(2));
    });

    private static DrawStep Another(string name, DrawReply now) => name switch
    {
        DrawStep.AnnounceName => DrawStep.Announce(now.Generation, "others"u8.ToArray(), now.Schedule.DrawAt, null),
        DrawStep.FreezeName => DrawStep.Freeze,
        DrawStep.RootName => DrawStep.Root(Seed, 17, null),
        DrawStep.SeedName => DrawStep.Seed([9], null, Root),
        DrawStep.RankedName => DrawStep.Ranked(0),
        _ => DrawStep.Abandon("why", "who"),
    };

    private static void AssertSame(DrawReply one, DrawReply other)
    {
        Assert.Equal(one.State, other.State);
        Assert.Equal(Written(one), Written(other));
    }

    private static string Written(DrawReply reply) => string.Join('\n', reply.Fields.OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"{field.Key} {Convert.ToHexString(field.Value)} {Encoding.ASCII.GetString(field.Value)}"));

    private async Task<DrawReply> AnnouncedAsync()
    {
        _policy = Drawn(UntilDraw);
        var begun = await StepAsync(Announce(Generation.None, Time(UntilDraw)));
        Assert.False(begun.Made);
        var announced = await StepAsync(Announce(begun.Generation, Time(UntilDraw)));
        Assert.True(announced.Made);
        return announced;
    }

    private async Task<DrawReply> StepAsync(DrawStep step) => await Draws.DrawAsync(_event, step, _policy, default);

    /// <summary>A drawn rank: below those of every arrival.</summary>
    private static double Drawn(double rank) => rank > Rank.LargestDrawn ? rank + Rank.LargestDrawn : rank;

    private async Task<int?> RankAsync(int part, params (Place Place, double Rank)[] ranks) =>
        await Draws.RankAsync(_event, part, [.. ranks.Select(rank => new DrawnRank(rank.Place, Drawn(rank.Rank), false))], _policy, default);
}
