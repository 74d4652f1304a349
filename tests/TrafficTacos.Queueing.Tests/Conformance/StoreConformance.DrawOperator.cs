using System.Text;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What operators do with a draw, through the public interface.</summary>
public abstract partial class StoreConformance
{
    private const string Ann = "ann@shop.example";

    [Theory]
    [InlineData(DrawPhase.Announced)]
    [InlineData(DrawPhase.Frozen)]
    [InlineData(DrawPhase.Rooted)]
    public async Task A_draw_without_a_seed_is_abandoned_once(DrawPhase phase)
    {
        await using var gateway = Gateway(source: DrawSource.Beacon);
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 4);
        if (phase > DrawPhase.Announced)
            Tested.Pass(UntilDraw);
        while ((await gateway.Public.GetDrawAsync(_event))!.Phase < phase)
            await gateway.Runner.StepAsync(_event, default);

        await RefusedAsync(() => gateway.Public.AbandonDrawAsync(_event, " ", Ann), "1 to 280 characters");
        await RefusedAsync(() => gateway.Public.AbandonDrawAsync(_event, new string('x', 281), Ann), "1 to 280 characters");
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Public.AbandonDrawAsync(_event, "The beacon is away.", "a\nb"));
        Assert.DoesNotContain(await AuditAsync(), audit => audit.Who == Ann);

        await AbandonAsync(gateway);
        await RefusedAsync(() => AbandonAsync(gateway), "abandoned before");
        await RefusedAsync(() => SupplyAsync(gateway, 1), "it is Abandoned");
        await gateway.Runner.RunAsync(_event, default);
        var draw = (await gateway.Public.GetDrawAsync(_event))!;
        Assert.Equal((DrawPhase.Abandoned, "The beacon is away.", null, null), (draw.Phase, draw.AbandonedFor, draw.Root, draw.Seed));
        Assert.Equal((Ann, "abandon_draw", "The beacon is away."), (await AuditAsync())[^1]);

        // By arrival, also who comes now.
        Tested.Pass(3 * UntilDraw);
        await MaintainAsync();
        Assert.Equal([1, 2, 3, 4, 5], await PositionsAsync([.. places, await JoinAsync(4)]));
    }

    [Fact]
    public async Task A_draw_that_was_not_announced_has_ended_by_itself_and_one_that_never_was_cannot_be_abandoned()
    {
        await using var gateway = Gateway(source: DrawSource.Beacon);
        await RefusedAsync(() => gateway.Public.AbandonDrawAsync(_event + ".other", "None.", Ann), "has no draw");
        Tested.Pass(UntilDraw);
        await JoinAsync(0, 2);
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(["not_announced"], gateway.Alerts);
        await RefusedAsync(() => AbandonAsync(gateway), "abandoned before");
        Assert.Null(await gateway.Public.GetDrawAsync(_event));
        Assert.Equal([("gateway", "abandon_draw", DrawFields.NotAnnounced)], await AuditAsync());
    }

    [Fact]
    public async Task Who_is_drawn_is_found_by_number_token_and_place()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var keys = await gateway.KeysAsync();
        var places = new List<Place>();
        for (var who = 0; who < 6; who++)
        {
            var entry = IdentityHash.User(keys, _event, "user" + who);
            places.Add(new Place(entry, (await Store.JoinAsync(_event, entry, 0, _policy, default)).Ticket));
        }

        Tested.Pass(UntilDraw);
        Assert.Null(await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(1)));
        await gateway.Runner.RunAsync(_event, default);
        var late = await JoinAsync(17);
        for (var number = 1; number <= 6; number++)
        {
            var found = (await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(number)))!;
            Assert.Equal((VisitorStanding.Waiting, number, number), (found.Standing, found.Position, found.DrawNumber));
            var who = places.FindIndex(place => place.Entry.Value.ToString("x32", null) == found.VisitorKey);
            Assert.Equal(StoreUnderTest.Start, found.JoinedAt!.Value, TimeSpan.FromSeconds(1));
            var proof = new PlaceProof(DrawRecords.GenerationOf(await StepAsync(DrawStep.Read)), 0, places[who].Ticket);
            var token = TokenCodec.Write(keys, new Token(TokenKind.Waiting, _event, places[who], true) { Proof = proof });
            foreach (var query in (VisitorQuery[])[VisitorQuery.ByUser("user" + who), VisitorQuery.ByPosition(number), VisitorQuery.BySupportCode(found.SupportCode), VisitorQuery.ByToken(token)])
            {
                var again = (await gateway.Public.FindVisitorAsync(_event, query))!;
                Assert.Equal((VisitorStanding.Waiting, found.VisitorKey, number, found.JoinedAt), (again.Standing, again.VisitorKey, again.DrawNumber, again.JoinedAt));
            }

            if (number == 6)
                Assert.Equal(AdmitNextOutcome.Done, (await gateway.Public.AdmitNextAsync(_event, VisitorQuery.ByToken(token), Ann)).Outcome);
        }

        // In the papers, without a name.
        var note = Assert.Single(DrawPapers.Read(Encoding.UTF8.GetBytes((await gateway.Public.GetDrawAsync(_event))!.Papers)).Notes);
        Assert.Equal((DrawNote.AdmittedByOperator, Tested.Now), (note.Text, note.At));

        Assert.Equal(6, (await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(6)))!.DrawNumber);
        Assert.Null(await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(7)));
        Assert.Null((await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByPosition(7)))!.DrawNumber);
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Public.RemoveAsync(_event, VisitorQuery.ByDrawNumber(1), Ann));
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Public.AdmitNextAsync(_event, VisitorQuery.ByDrawNumber(1), Ann));
        Assert.Throws<ArgumentOutOfRangeException>(() => VisitorQuery.ByDrawNumber(0));
        Assert.Equal(7, (await StatusAsync(late)).Position);

        // Whoever is gone and came again has a new place behind the drawn ones.
        var first = (await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(1)))!;
        var user = "user" + places.FindIndex(place => place.Entry.Value.ToString("x32", null) == first.VisitorKey);
        await gateway.Public.RemoveAsync(_event, VisitorQuery.ByUser(user), Ann);
        Assert.Equal((VisitorStanding.Gone, 1), Told(await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(1))));
        await Store.JoinAsync(_event, IdentityHash.User(keys, _event, user), 0, _policy, default);
        Assert.Equal((VisitorStanding.Gone, 1), Told(await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(1))));
        Assert.Equal((VisitorStanding.Waiting, null), Told(await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByUser(user))));

        static (VisitorStanding, long?) Told(VisitorReport? report) => (report!.Standing, report.DrawNumber);
    }

    /// <summary>A late repetition of a leave, or another tab, must not cost anybody the place that they drew.</summary>
    [Fact]
    public async Task The_token_of_a_place_that_was_given_up_before_the_draw_stays_without_one()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var (room, old) = (gateway.Room.Visitors, (await JoinAsync(gateway, user: "ann")).WaitingToken!);
        await room.LeaveAsync(new LeaveRequest { WaitingToken = old });
        var token = (await JoinAsync(gateway, user: "ann")).WaitingToken!;
        await JoinAsync(gateway, user: "bob");
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);

        Assert.Equal(VisitorState.Expired, (await StatusAsync(gateway, old)).State);
        Assert.Equal(EnterOutcome.Expired, (await room.EnterAsync(new EnterRequest { WaitingToken = old, UserId = "ann" })).Outcome);
        Assert.Equal(LeaveOutcome.AlreadyGone, (await room.LeaveAsync(new LeaveRequest { WaitingToken = old })).Outcome);
        var status = await StatusAsync(gateway, token);
        Assert.NotNull(status.DrawNumber);
        Assert.Contains(status.State, (VisitorState[])[VisitorState.Waiting, VisitorState.Ready]);
        Assert.Equal(LeaveOutcome.Left, (await room.LeaveAsync(new LeaveRequest { WaitingToken = token })).Outcome);
    }

    [Fact]
    public async Task An_event_that_is_ended_has_a_draw_of_its_own_next_time()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var first = (await gateway.Public.GetDrawAsync(_event))!;
        await JoinAsync(0, 3);
        Assert.Equal(3, (await gateway.Public.EndEventAsync(_event, Ann)).Waiting);
        Assert.Equal(first.Announcement.Hash, (await gateway.Public.GetDrawAsync(_event))!.Announcement.Hash);
        await gateway.Runner.RunAsync(_event, default);
        var second = (await gateway.Public.GetDrawAsync(_event))!;
        Assert.Equal(DrawPhase.Announced, second.Phase);
        Assert.NotEqual(first.Generation, second.Generation);
        await JoinAsync(5, 4);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        Assert.Empty(gateway.Alerts);
        await AssertDrawnAsync(gateway, 4);
        // Nobody draws again in silence.
        Assert.Contains($"earlier draw {first.Generation}, announced at {Time(TimeSpan.Zero)}: root none, seed none", second.Papers, StringComparison.Ordinal);
        var drawn = (await gateway.Public.GetDrawAsync(_event))!;

        // The papers of a draw that is done stay.
        await gateway.Public.EndEventAsync(_event, Ann);
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal((DrawPhase.Ranked, second.Generation), (await gateway.Public.GetDrawAsync(_event)) is { } kept ? (kept.Phase, kept.Generation) : default);
        Assert.Null(await gateway.Public.FindVisitorAsync(_event, VisitorQuery.ByDrawNumber(1)));

        _policy = Drawn(3 * UntilDraw);
        await StepAsync(DrawStep.Announce(Generation.None, [], Time(3 * UntilDraw), null));
        var generation = (await StepAsync(DrawStep.Read)).Generation;
        var third = DrawRecords.NotesOf(await StepAsync(Announce(generation, Time(3 * UntilDraw)))).Select(note => note.Text).ToList();
        Assert.Equal(2, third.Count);
        Assert.StartsWith("earlier draw " + first.Generation, third[0], StringComparison.Ordinal);
        Assert.EndsWith($"root {drawn.Root}, seed {drawn.Seed}", third[1], StringComparison.Ordinal);
    }

    private Task AbandonAsync(DrawGateway gateway) => gateway.Public.AbandonDrawAsync(_event, "The beacon is away.", Ann);

    private static async Task RefusedAsync(Func<Task> call, string because) =>
        Assert.Contains(because, (await Assert.ThrowsAsync<ArgumentException>(call)).Message, StringComparison.Ordinal);

    private async Task<List<(string Who, string What, string Detail)>> AuditAsync() =>
        [.. (await Store.ReadAuditAsync(_event, RecordId.Start, 100, default)).Select(entry => (entry.Who, entry.What, entry.Detail))];
}
