using System.Globalization;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What operators read and change, through the public interface. Runs on both stores.</summary>
public abstract class OperatorTests : IAsyncLifetime
{
    private const string Ann = "ann@shop.example";

    private readonly string _event = "operated-" + Guid.NewGuid().ToString("n");
    private LocalGateways _gateways = null!;

    private TestRoom Room => _gateways.Rooms[0];

    private WaitingRoomOperator Operator => Room.Operator;

    internal abstract LocalGateways Start(Action<WaitingRoomOptions> configure);

    public Task InitializeAsync()
    {
        _gateways = Start(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits, o.StoreTimeout) =
            (0.001, 2, 0, 0, [new MinimumWait()], LocalGateways.AmpleTimeout));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _gateways.DisposeAsync();

    [Fact]
    public async Task A_visitor_is_found_by_whatever_they_can_name()
    {
        await JoinAsync(2);
        var user = await Room.JoinAsync(_event, user: "alice");
        var anonymous = await Room.JoinAsync(_event, key: "key-" + _event);
        var code = (await Room.GetStatusAsync(user.WaitingToken!)).SupportCode!;
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", code);

        VisitorQuery[] all =
        [
            VisitorQuery.ByToken(user.WaitingToken!), VisitorQuery.ByUser("alice"), VisitorQuery.BySupportCode(code),
            VisitorQuery.BySupportCode(code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)), VisitorQuery.ByPosition(3),
        ];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in all)
        {
            var found = (await Operator.FindVisitorAsync(_event, query))!;
            Assert.Equal((VisitorStanding.Waiting, 3, code), (found.Standing, found.Position, found.SupportCode));
            Assert.Equal(["joined"], found.Journal.Select(entry => entry.Kind));
            keys.Add(found.VisitorKey);
        }

        Assert.Equal([(await Room.ReadTokenAsync(user.WaitingToken!))!.VisitorKey], keys);
        Assert.Equal(4, (await Operator.FindVisitorAsync(_event, VisitorQuery.ByIdempotencyKey("key-" + _event)))!.Position);
        Assert.NotNull(anonymous.WaitingToken);
    }

    [Fact]
    public async Task Who_is_gone_is_found_in_the_journal()
    {
        var left = await Room.JoinAsync(_event, user: "bob");
        var code = (await Room.GetStatusAsync(left.WaitingToken!)).SupportCode!;
        await Room.LeaveAsync(left.WaitingToken!);
        await JoinAsync(1);
        foreach (var query in (VisitorQuery[])[VisitorQuery.BySupportCode(code), VisitorQuery.ByUser("bob"), VisitorQuery.ByToken(left.WaitingToken!)])
        {
            var found = (await Operator.FindVisitorAsync(_event, query))!;
            Assert.Equal(VisitorStanding.Gone, found.Standing);
            Assert.Equal(["joined", "left"], found.Journal.Select(entry => entry.Description));
        }
    }

    [Fact]
    public async Task Nobody_is_found_by_what_is_unknown()
    {
        await JoinAsync(1);
        VisitorQuery[] unknown =
        [
            VisitorQuery.ByToken("no token"), VisitorQuery.ByUser("nobody"), VisitorQuery.ByIdempotencyKey("none"), VisitorQuery.BySupportCode("0000-0000"), VisitorQuery.ByPosition(2),
            VisitorQuery.ByToken((await Room.JoinAsync(_event + ".other")).WaitingToken!),
        ];
        foreach (var query in unknown)
            Assert.Null(await Operator.FindVisitorAsync(_event, query));
        Assert.Equal(AdmitNextOutcome.NotFound, (await Operator.AdmitNextAsync(_event, unknown[1], Ann)).Outcome);
        Assert.Null((await Operator.RemoveAsync(_event, unknown[1], Ann)).UndoId);
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task A_number_changes_nothing()
    {
        await JoinAsync(3);
        await Assert.ThrowsAsync<ArgumentException>(() => Operator.AdmitNextAsync(_event, VisitorQuery.ByPosition(3), Ann));
        await Assert.ThrowsAsync<ArgumentException>(() => Operator.RemoveAsync(_event, VisitorQuery.ByPosition(3), Ann));
        Assert.Equal(3, (await Operator.GetEventAsync(_event)).Length);
    }

    [Fact]
    public async Task Bad_input_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Room.Room.JoinAsync(new JoinRequest { EventId = _event, Group = new string('x', 1_000_000) }));
        await Assert.ThrowsAsync<ArgumentException>(() => Room.Room.JoinAsync(new JoinRequest { EventId = _event, Group = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => Operator.CountAsync(_event, new string('x', 1_000_000)));
        await Assert.ThrowsAsync<ArgumentException>(() => Operator.UndoAsync(_event, "xyz", Ann));
        await Assert.ThrowsAsync<ArgumentException>(() => Operator.RemoveAsync(_event, VisitorQuery.ByUser("alice"), ""));
        await Assert.ThrowsAsync<ArgumentException>(() => Operator.RemoveAsync(_event, VisitorQuery.ByUser("alice"), "a\nb"));
        await Assert.ThrowsAsync<ArgumentException>(() => Operator.GetEventAsync("{}"));
        Assert.Throws<ArgumentException>(() => Operator.ReadJournalAsync(_event, "yesterday"));
        Assert.Throws<ArgumentException>(() => VisitorQuery.BySupportCode("7K3M-Q2Z"));
        Assert.Throws<ArgumentException>(() => VisitorQuery.BySupportCode("7K3M-Q2ZDX"));
        Assert.Throws<ArgumentException>(() => VisitorQuery.BySupportCode("7K3M-Q2Z!"));
        Assert.Throws<ArgumentOutOfRangeException>(() => VisitorQuery.ByPosition(0));
        Assert.Equal(0, (await Operator.GetEventAsync(_event)).Length);
    }

    [Fact]
    public async Task A_group_is_counted_removed_and_given_back()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 250; i++)
            tokens.Add((await Room.Room.JoinAsync(new JoinRequest { EventId = _event, Group = i % 5 == 4 ? "other" : i % 5 == 3 ? null : "network" })).WaitingToken!);
        Assert.Equal((150, 50, 0), (await Operator.CountAsync(_event, "network"), await Operator.CountAsync(_event, "other"), await Operator.CountAsync(_event, "none")));

        var removed = await Operator.RemoveManyAsync(_event, "network", Ann);
        Assert.Equal((150, 0), (removed.Removed, removed.AlreadyAdmitted));
        Assert.Equal((100, 0), ((await Operator.GetEventAsync(_event)).Length, await Operator.CountAsync(_event, "network")));
        Assert.Equal(1, (await Room.GetStatusAsync(tokens[3])).Position);

        var undone = await Operator.UndoAsync(_event, removed.UndoId!, "bob");
        Assert.Equal((UndoOutcome.Done, 150, 0), (undone.Outcome, undone.Restored, undone.Skipped));
        Assert.Equal(250, (await Operator.GetEventAsync(_event)).Length);
        Assert.Equal(250, (await Room.GetStatusAsync(tokens[^1])).Position);
        Assert.Equal(UndoOutcome.Unknown, (await Operator.UndoAsync(_event, removed.UndoId!, "bob")).Outcome);
        Assert.Equal([(Ann, "remove_many"), ("bob", "undo")], (await AuditAsync()).Select(entry => (entry.Who, entry.What)));
        Assert.Contains("150 visitors", (await AuditAsync())[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_is_read_from_any_point_and_followed()
    {
        await JoinAsync(3);
        var read = new List<JournalEntry>();
        await foreach (var entry in Operator.ReadJournalAsync(_event))
            read.Add(entry);
        Assert.Equal(["joined", "joined", "joined"], read.Select(entry => entry.Kind));

        using var cancellation = new CancellationTokenSource();
        var followed = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var entry in Operator.ReadJournalAsync(_event, read[1].Position, follow: true, cancellation.Token))
            {
                followed.Add(entry.Position);
                if (followed.Count == 1)
                    await JoinAsync(1);
                else
                    await cancellation.CancelAsync();
            }
        });
        Assert.Equal(read[2].Position, followed[0]);
        Assert.Equal(2, followed.Count);
    }

    [Fact]
    public async Task A_sale_has_a_report()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 6; i++)
            tokens.Add((await Room.JoinAsync(_event, user: string.Create(CultureInfo.InvariantCulture, $"user{i}"))).WaitingToken!);
        await Room.EnterAsync(tokens[0], "user0");
        await Room.EnterAsync(tokens[1], "user1");
        await Room.LeaveAsync(tokens[2]);
        await Operator.RemoveAsync(_event, VisitorQuery.ByUser("user3"), Ann);
        Assert.Equal(AdmitNextOutcome.Done, (await Operator.AdmitNextAsync(_event, VisitorQuery.ByUser("user5"), Ann)).Outcome);

        var report = await Operator.ReportAsync(_event);
        Assert.Equal((6, 2, 1, 1, 0, 0), (report.Came, report.Admitted, report.Left, report.Removed, report.Expired, report.NoShow));
        Assert.Equal((2, false), (report.Event.Length, report.IsJournalCut));
        Assert.InRange(report.WaitP50!.Value, TimeSpan.Zero, report.WaitMaximum!.Value);
        Assert.Equal(["remove", "admit"], report.Audit.Select(entry => entry.What));
        Assert.Equal(1, report.Event.Counts["moved_up"]);
    }

    [Fact]
    public async Task Events_are_listed_once_they_are_no_invention()
    {
        await JoinAsync(2);
        await Room.GetStatusAsync((await Room.JoinAsync(_event)).WaitingToken!);
        var listed = new List<string>();
        await foreach (var found in Operator.ListEventsAsync())
            listed.Add(found.EventId);
        Assert.Contains(_event, listed);
    }

    private async Task JoinAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await Room.JoinAsync(_event);
    }

    private async Task<List<AuditEntry>> AuditAsync()
    {
        var audit = new List<AuditEntry>();
        await foreach (var entry in Operator.GetAuditAsync(_event))
            audit.Add(entry);
        return audit;
    }
}

/// <summary>The default store.</summary>
public sealed class OperatorInMemory : OperatorTests
{
    internal override LocalGateways Start(Action<WaitingRoomOptions> configure) => new(1, _ => { }, configure);
}

/// <summary>On a real Redis.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class OperatorOnRedis(RedisFixture redis) : OperatorTests
{
    internal override LocalGateways Start(Action<WaitingRoomOptions> configure) => new(1, redis.Address, configure);
}
