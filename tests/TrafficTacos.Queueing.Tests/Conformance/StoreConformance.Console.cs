namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What the console reads: both stores say the same.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task The_numbers_of_an_event_are_those_of_the_last_maintenance_and_of_now()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 12);
        await EnterAsync(places[0]);
        await PassAsync(TimeSpan.FromSeconds(2));
        var (count, snapshot) = (await CountAsync(), (await Store.MaintainAsync(_event, TimeSpan.Zero, _policy, default)).Snapshot);
        // A message is told by the settings.
        Assert.Equal(snapshot with { Conditions = snapshot.Conditions with { Numbers = snapshot.Conditions.Numbers with { Message = "" } } }, count.Snapshot);
        Assert.Equal((11, 1), (count.Length, count.Admitted));
        Assert.InRange(count.MaintainedAgo, 0, 2_000_000);
    }

    [Fact]
    public async Task An_event_that_nobody_knows_was_never_maintained() => Assert.Equal((-1, 0, 0), ((await CountAsync()).MaintainedAgo, (await CountAsync()).Length, (await CountAsync()).FirstJoin));

    [Fact]
    public async Task The_last_audit_records_come_newest_first()
    {
        _policy = SlowPolicy();
        var places = await JoinAsync(0, 5);
        for (var i = 0; i < 4; i++)
            await Store.RemoveAsync(_event, [places[i]], (UInt128)(ulong)(i + 1), Note with { Detail = "visitor " + i }, _policy, default);
        Assert.Equal(["visitor 3", "visitor 2"], (await Store.ReadLastAuditAsync(_event, 2, default)).Select(record => record.Detail));
        Assert.Equal(4, (await Store.ReadLastAuditAsync(_event, 1_000, default)).Count);
    }

    [Fact]
    public async Task The_labels_of_all_who_have_a_place_are_listed_and_of_nobody_else()
    {
        _policy = SlowPolicy();
        for (var i = 0; i < 6; i++)
            await Store.JoinAsync(_event, Entry(i), (ulong)(i % 3), _policy, default);
        var place = await JoinAsync(4);
        Assert.True(await Store.LeaveAsync(_event, place, false, _policy, default));
        var (labels, cursor, seen, total) = (new List<ulong>(), "", 0L, 0L);
        do
        {
            var page = await Store.ListLabelsAsync(_event, cursor, 100, default);
            labels.AddRange(page.Labels);
            (cursor, seen, total) = (page.Cursor, seen + page.Seen, page.Total);
        }
        while (cursor.Length > 0);
        Assert.Equal([1, 2, 2], (ulong[])[.. labels.Order()]);
        Assert.Equal(total, seen);
    }
}
