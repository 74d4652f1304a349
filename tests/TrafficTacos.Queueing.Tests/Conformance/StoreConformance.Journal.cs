using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Reading the journal.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task The_journal_is_read_in_pages_from_any_record()
    {
        var places = await JoinAsync(0, 5);
        await LeaveAsync(places[1], soft: false);

        var first = await JournalAsync(RecordId.Start, 4);
        Assert.Equal(["joined", "joined", "joined", "joined"], first.Records.Select(record => record.Kind));
        Assert.Equal(places.Take(4), first.Records.Select(record => new Place(record.Entry, record.Ticket)));
        Assert.Equal((first.Records[^1].Id, false), (first.Last, first.IsCut));
        Assert.Equal(first.Records.Select(record => record.Id).OrderBy(id => id.Milliseconds).ThenBy(id => id.Number), first.Records.Select(record => record.Id));

        var second = await JournalAsync(first.Last, 4);
        Assert.Equal([("joined", places[4].Entry), ("left", places[1].Entry)], second.Records.Select(record => (record.Kind, record.Entry)));
        Assert.Equal((second.Last, false), (second.End, second.IsCut));
        Assert.Equal((second.Last, first.End), (second.End, second.Last));

        var third = await JournalAsync(second.Last, 4);
        Assert.Equal((0, second.Last, second.Last, false), (third.Records.Count, third.Last, third.End, third.IsCut));
        await JoinAsync(7);
        Assert.Equal(["joined"], (await JournalAsync(third.Last, 4)).Records.Select(record => record.Kind));
    }

    [Fact]
    public async Task A_journal_that_nobody_wrote_is_empty()
    {
        var page = await JournalAsync(RecordId.Start, 10);
        Assert.Equal((0, RecordId.Start, RecordId.Start, false), (page.Records.Count, page.Last, page.End, page.IsCut));
    }

    [Fact]
    public async Task A_journal_says_where_it_is_cut()
    {
        _policy = Policies.Of(o => o.JournalLength = 100);
        await JoinAsync(0);
        var first = await JournalAsync(RecordId.Start, 1);
        Assert.False(first.IsCut);
        for (var i = 0; i < 400; i++)
            await LeaveAsync(await JoinAsync(1), soft: false);

        Assert.True((await JournalAsync(RecordId.Start, 1)).IsCut);
        var behind = await JournalAsync(first.Last, 1000);
        Assert.True(behind.IsCut);
        Assert.InRange(behind.Records.Count, 100, 300);
        Assert.False((await JournalAsync(behind.Records[0].Id, 10)).IsCut);
    }

    [Fact]
    public async Task A_page_of_the_journal_has_five_hundred_records_at_most()
    {
        for (var i = 0; i < 300; i++)
            await LeaveAsync(await JoinAsync(1), soft: false);
        var page = await JournalAsync(RecordId.Start, int.MaxValue);
        Assert.Equal(500, page.Records.Count);
        Assert.Equal(100, (await JournalAsync(page.Last, int.MaxValue)).Records.Count);
    }

    private async Task<JournalPage> JournalAsync(RecordId after, int count) => await Store.ReadJournalAsync(_event, after, count, default);
}
