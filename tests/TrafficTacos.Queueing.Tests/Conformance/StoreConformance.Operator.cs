using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What operators read and change.</summary>
public abstract partial class StoreConformance
{
    private static readonly AuditNote Note = new("ann@shop.example", "remove", "one visitor");

    [Fact]
    public async Task Who_is_let_in_next_stands_behind_who_is_ready_and_takes_no_turn_away()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 8);
        Assert.Equal((MoveCode.Done, 3), await MoveUpAsync(places[6]));
        Assert.Equal((MoveCode.Done, 4), await MoveUpAsync(places[7]));
        Assert.Equal((MoveCode.AlreadyThere, 3), await MoveUpAsync(places[6]));
        Assert.Equal((MoveCode.AlreadyThere, 1), await MoveUpAsync(places[0]));
        Assert.Equal([1, 2, 5, 6, 7, 8, 3, 4], await PositionsAsync(places));

        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0]));
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[1]));
        Assert.Equal(EnterCode.NotReady, await EnterAsync(places[6]));
        Assert.Equal((MoveCode.Admitted, 0), await MoveUpAsync(places[0]));
        Assert.Equal((MoveCode.Gone, 0), await MoveUpAsync(places[2] with { Ticket = 5 }));
        Assert.Equal((MoveCode.Gone, 0), await MoveUpAsync(new Place(Entry(19), 0)));
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[6]));
        Assert.Equal((2, 2L), ((await StateAsync()).Journal.Count(record => record.Kind == "moved_up"), (await StateAsync()).Count("moved_up")));
    }

    [Fact]
    public async Task Who_sleeps_and_is_let_in_next_is_back()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 4);
        await PassAsync(TimeSpan.FromMinutes(4));
        foreach (var place in places.Take(3))
            await StatusAsync(place);
        await PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(FoundState.Remembered, (await FindAsync(3)).State);
        Assert.Equal((MoveCode.Done, 3), await MoveUpAsync(places[3] with { Ticket = 0 }));
        Assert.Equal(FoundState.Waiting, (await FindAsync(3)).State);
        Invariants.Check(await StateAsync(), _policy);
    }

    [Fact]
    public async Task Who_is_removed_is_gone_until_it_is_undone()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 6);
        Assert.Equal(new RemoveReply(2, 0), await RemoveAsync(1, places[3], places[4]));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(places[3])).State);
        Assert.Equal([1, 2, 3, 0, 0, 4], await PositionsAsync(places));
        Invariants.Check(await StateAsync(), _policy);

        Assert.Equal(new UndoReply(UndoCode.Done, 1, 0, 1), await UndoAsync(1, 1));
        Assert.Equal(new UndoReply(UndoCode.Done, 1, 0, 0), await UndoAsync(1, 100));
        Assert.Equal(new UndoReply(UndoCode.Nothing, 0, 0, 0), await UndoAsync(1, 100));
        Assert.Equal([1, 2, 3, 4, 5, 6], await PositionsAsync(places));
        var state = await StateAsync();
        Assert.Equal((2L, 2L), (state.Count("removed"), state.Count("reinstated")));
        Invariants.Check(state, _policy);
    }

    [Fact]
    public async Task An_undo_is_possible_for_ten_minutes()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 6);
        await RemoveAsync(1, places[3]);
        await RemoveAsync(2, places[4]);
        await KeepAsync(places[5], TimeSpan.FromMinutes(10));
        Assert.Equal(UndoCode.Done, (await UndoAsync(1, 100)).Code);
        await KeepAsync(places[5], TimeSpan.FromMicroseconds(1));
        Assert.Equal(new UndoReply(UndoCode.TooLate, 0, 0, 1), await UndoAsync(2, 100));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(places[4])).State);
    }

    [Fact]
    public async Task An_undo_takes_no_turn_away_and_leaves_who_joined_again_where_they_are()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 6);
        await RemoveAsync(1, places[0], places[5]);
        Assert.Equal(PlaceState.Ready, (await StatusAsync(places[2])).State);
        var again = await JoinAsync(5);
        Assert.Equal(new UndoReply(UndoCode.Done, 1, 1, 0), await UndoAsync(1, 100));
        Assert.Equal((3L, PlaceState.Ready), ((await StatusAsync(places[0])).Position, (await StatusAsync(places[2])).State));
        Assert.Equal(6, (await StatusAsync(again)).Position);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(places[5])).State);
    }

    [Fact]
    public async Task Who_was_let_in_is_not_removed()
    {
        var places = await JoinAsync(0, 2);
        await EnterAsync(places[0]);
        Assert.Equal(new RemoveReply(0, 1), await RemoveAsync(1, places[0], places[1] with { Ticket = 7 }));
        Assert.Equal(new UndoReply(UndoCode.Nothing, 0, 0, 0), await UndoAsync(1, 100));
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(places[0])).State);
        Assert.Empty(await Store.ReadAuditAsync(_event, RecordId.Start, 10, default));
    }

    [Fact]
    public async Task Those_of_a_label_are_listed_while_they_have_a_place()
    {
        for (var who = 0; who < 6; who++)
            await Store.JoinAsync(_event, Entry(who), (ulong)(who % 3), _policy, default);
        var first = await Store.JoinAsync(_event, Entry(1), 2, _policy, default);
        Assert.False(first.Created);
        Assert.Equal([Entry(1), Entry(4)], await LabelledAsync(1));
        await RemoveAsync(1, new Place(Entry(4), 0));
        Assert.Equal([Entry(1)], await LabelledAsync(1));
        await UndoAsync(1, 10);
        Assert.Equal([Entry(1), Entry(4)], await LabelledAsync(1));
        Assert.Equal([Entry(2), Entry(5)], await LabelledAsync(2));
        Assert.Empty(await LabelledAsync(9));
    }

    [Fact]
    public async Task A_visitor_is_found_by_entry_user_and_position()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 4);
        await AttachAsync(places[2], Alice);
        await PassAsync(TimeSpan.FromSeconds(3));
        var found = await FindAsync(2);
        Assert.Equal((Entry(2), FoundState.Waiting, places[2].Ticket, 3), (found.Entry, found.State, found.Ticket, found.Position));
        Assert.Equal((3_000_000, -1, -1, RecordKind.Waits), (found.Heard, found.Told, found.Since, found.Kind));
        Assert.Equal(found, await Store.FindVisitorAsync(_event, new VisitorKey(VisitorKeyKind.User, Entry(Alice), 0), _policy, default));
        Assert.Equal(found, await Store.FindVisitorAsync(_event, new VisitorKey(VisitorKeyKind.Position, default, 3), _policy, default));
        Assert.Equal(3_000_000, (await FindAsync(0)).Told);
        Assert.Equal(new FoundVisitor(null, FoundState.Gone), await Store.FindVisitorAsync(_event, new VisitorKey(VisitorKeyKind.Position, default, 5), _policy, default));
        Assert.Equal(new FoundVisitor(Entry(9), FoundState.Gone), await FindAsync(9));
    }

    [Fact]
    public async Task The_waits_of_those_who_were_let_in_are_counted()
    {
        var places = await JoinAsync(0, 3);
        await EnterAsync(places[0]);
        await PassAsync(TimeSpan.FromSeconds(4.1));
        await EnterAsync(places[1]);
        await EnterAsync(places[2]);
        var count = await CountAsync();
        Assert.Equal((1, 2, 3), (count.Waits[0], count.Waits[16], count.Waits.Sum()));
        Assert.Equal((3, 3), (count.Totals["joined"], count.Totals["admitted"]));
    }

    [Fact]
    public async Task Who_is_inside_is_counted_until_the_seat_is_free()
    {
        await ChangeAsync(new EventSettingsChange { MaximumShoppers = 7, ClosesAt = In(3600) });
        var places = await JoinAsync(0, 3);
        await EnterAsync(places[0]);
        await EnterAsync(places[1]);
        await OpenAsync(places[1]);
        var count = await CountAsync();
        Assert.Equal((2, 7, EventPhase.Open), (ShoppersOf(count), count.Snapshot.Conditions.Numbers.MaximumShoppers, count.Snapshot.Conditions.Phase));
        await StepAsync(places[1], SessionStep.Release);
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(2, ShoppersOf(await CountAsync()));
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, ShoppersOf(await CountAsync()));
        await PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(0, ShoppersOf(await CountAsync()));
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(EventPhase.Closed, (await CountAsync()).Snapshot.Conditions.Phase);

        static long ShoppersOf(EventCount count) => count.Snapshot.Admitted + count.Snapshot.Seats;
    }

    [Fact]
    public async Task The_history_has_a_record_each_ten_seconds()
    {
        var places = await JoinAsync(0, 3);
        await PassAsync(TimeSpan.FromSeconds(1));
        await EnterAsync(places[0]);
        await PassAsync(TimeSpan.FromSeconds(24));
        var history = await Store.ReadHistoryAsync(_event, RecordId.Start, 10, default);
        Assert.Equal([3, 2, 2], history.Select(record => record.Length));
        Assert.Equal([0, 1, 1], history.Select(record => record.Totals["admitted"]));
        Assert.Equal((50, 500), (history[2].AdmissionsPerSecond, history[2].Burst));
        Assert.Equal([history[2]], (await Store.ReadHistoryAsync(_event, history[1].Id, 10, default)).Select(record => record with { Totals = history[2].Totals }));
    }

    [Fact]
    public async Task What_operators_do_is_in_the_audit_trail()
    {
        await JoinAsync(0, 3);
        await RemoveAsync(1, new Place(Entry(1), 0));
        await Store.UndoAsync(_event, 1, 10, [], new AuditNote("bob", "undo", "that was wrong"), _policy, default);
        var audit = await Store.ReadAuditAsync(_event, RecordId.Start, 10, default);
        Assert.Equal([("ann@shop.example", "remove", "one visitor"), ("bob", "undo", "that was wrong")], audit.Select(record => (record.Who, record.What, record.Detail)));
        Assert.Single(await Store.ReadAuditAsync(_event, audit[0].Id, 10, default));
    }

    [Fact]
    public async Task Events_are_listed_the_last_ones_first()
    {
        await Store.NoteEventAsync(_event, default);
        Tested.Pass(TimeSpan.FromSeconds(1));
        await Store.NoteEventAsync(_event + ".b", default);
        Assert.Equal([new(_event + ".b", Tested.Now), new NotedEvent(_event, Tested.Now - 1_000_000)], await ListedAsync());
        Tested.Pass(TimeSpan.FromDays(31));
        await Store.NoteEventAsync(_event + ".c", default);
        Assert.Equal([_event + ".c"], (await ListedAsync()).Select(noted => noted.EventId));
        Assert.Empty(await Store.ListEventsAsync(10_000, 10, default));
    }

    [Fact]
    public async Task The_journal_of_one_visitor_is_found_in_pages()
    {
        for (var i = 0; i < 550; i++)
            await LeaveAsync(await JoinAsync(1 + i % 2), soft: false);
        var first = await Store.FindInJournalAsync(_event, RecordId.Start, Entry(1), default);
        Assert.Equal(250, first.Records.Count);
        Assert.All(first.Records, record => Assert.Equal(Entry(1), record.Entry));
        Assert.NotEqual(first.Last, first.End);
        var second = await Store.FindInJournalAsync(_event, first.Last, Entry(1), default);
        var third = await Store.FindInJournalAsync(_event, second.Last, Entry(1), default);
        Assert.Equal((250, 50, third.End), (second.Records.Count, third.Records.Count, third.Last));
        Assert.Equal(third.Last, (await Store.FindInJournalAsync(_event, third.Last, Entry(1), default)).Last);
    }

    /// <summary>Other tests use the same Redis.</summary>
    private async Task<List<NotedEvent>> ListedAsync() =>
        [.. (await Store.ListEventsAsync(0, 10_000, default)).Where(noted => noted.EventId.StartsWith(_event, StringComparison.Ordinal))];

    private static EventPolicy SlowPolicy() =>
        Policies.Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (0.5, 2, 0, 0, [new()]));

    private Task<(MoveCode, long)> MoveUpAsync(Place place) => Store.MoveUpAsync(_event, place, Note, _policy, default).AsTask();

    private Task<RemoveReply> RemoveAsync(int removal, params Place[] places) => Store.RemoveAsync(_event, places, (UInt128)removal, Note, _policy, default).AsTask();

    /// <summary>What the reply wants apart, as tests compare it.</summary>
    private async Task<UndoReply> UndoAsync(int removal, int count) =>
        (await Store.UndoAsync(_event, (UInt128)removal, count, [], Note, _policy, default)) with { Wanted = null };

    private async Task<FoundVisitor> FindAsync(int who) => await Store.FindVisitorAsync(_event, new VisitorKey(VisitorKeyKind.Entry, Entry(who), 0), _policy, default);

    private async Task<EventCount> CountAsync() => await Store.CountEventAsync(_event, _policy, default);

    private async Task<IEnumerable<EntryId>> LabelledAsync(ulong label) =>
        (await Store.ListEntriesAsync(_event, EntryList.Labelled, label, "", 100, default)).Entries.Distinct().OrderBy(entry => entry.Value);

    private async Task<List<long>> PositionsAsync(IEnumerable<Place> places)
    {
        var positions = new List<long>();
        foreach (var place in places)
            positions.Add((await StatusAsync(place)).Position);
        return positions;
    }

    /// <summary>Time passes while one visitor polls, so that the event goes on.</summary>
    private async Task KeepAsync(Place place, TimeSpan span)
    {
        for (; span > TimeSpan.Zero; span -= TimeSpan.FromSeconds(20))
        {
            await PassAsync(span < TimeSpan.FromSeconds(20) ? span : TimeSpan.FromSeconds(20));
            await StatusAsync(place);
        }
    }
}
