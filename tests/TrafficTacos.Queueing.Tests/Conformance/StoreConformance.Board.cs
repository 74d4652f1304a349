using TrafficTacos.Queueing.Tests.Board;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>The board: what everybody may read, and works out their own position from.</summary>
public abstract partial class StoreConformance
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task A_sample_has_the_ranks_of_positions_over_the_whole_queue(int length)
    {
        var places = await JoinAsync(0, length);
        const int count = 4;
        var sample = await Store.SampleAsync(_event, count, _policy, default);
        Assert.Equal((length, Math.Min(length, count), EventMode.Normal, EventPhase.Open, false, false), (sample.Length, sample.Ranks.Count, sample.Mode, sample.Phase, sample.IsUndrawn, sample.IsFull));
        Assert.Equal(length == 0, sample.FirstJoin == 0);
        for (var i = 0; i < sample.Ranks.Count; i++)
            Assert.Equal(Rank.Of(places[(int)sample.PositionOf(i) - 1].Ticket, sample.FirstJoin), sample.Ranks[i]);
        if (length > 0)
            Assert.Equal((1, length), (sample.PositionOf(0), sample.PositionOf(sample.Ranks.Count - 1)));
    }

    /// <summary>Nobody's place is kept by it, and it changes nothing.</summary>
    [Fact]
    public async Task Reading_the_board_keeps_no_place()
    {
        await JoinAsync(0, 3);
        var before = await StateAsync();
        await Store.SampleAsync(_event, 100, _policy, default);
        Assert.Equal(before.ToString(), (await StateAsync()).ToString());
        await Store.SampleAsync(_event + ".nobody", 100, _policy, default);
        Assert.Equal(0, (await Store.SampleAsync(_event + ".nobody", 100, _policy, default)).FirstJoin);
    }

    [Fact]
    public async Task Everybody_reads_their_own_position_from_the_board()
    {
        await using var gateway = BoardGateway();
        var tokens = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            var joined = await gateway.Room.Visitors.JoinAsync(new JoinRequest { EventId = _event });
            tokens.Add(joined.WaitingToken!);
            Assert.Equal(joined.BoardKey, (await StatusAsync(gateway, tokens[i])).BoardKey);
            Tested.Pass(TimeSpan.FromMilliseconds(i * 7 % 50));
        }

        for (var i = 5; i < 100; i += 9)
            await gateway.Room.Visitors.LeaveAsync(new LeaveRequest { WaitingToken = tokens[i] });
        await AssertBoardAsync(gateway, tokens);
    }

    [Fact]
    public async Task After_a_draw_everybody_reads_their_number_from_the_board()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var tokens = new List<string>();
        for (var i = 0; i < 80; i++)
        {
            var joined = await JoinAsync(gateway, user: "user" + i);
            tokens.Add(joined.WaitingToken!);
            Assert.Null(joined.BoardKey);
            Assert.Null((await StatusAsync(gateway, joined.WaitingToken!)).BoardKey);
        }

        Assert.Empty((await BoardAsync(gateway)).Points);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        for (var i = 80; i < 90; i++)
            tokens.Add((await JoinAsync(gateway, user: "user" + i)).WaitingToken!);
        Tested.Pass(TimeSpan.FromSeconds(2)); // so that the board is another one
        await AssertBoardAsync(gateway, tokens);
    }

    [Fact]
    public async Task The_board_says_what_the_event_does_and_there_is_none_of_an_event_that_nobody_knows()
    {
        await using var gateway = BoardGateway();
        Assert.NotNull(await gateway.Boards.FindAsync(_event));
        Assert.Null(await gateway.Boards.FindAsync(_event + ".invented"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await gateway.Boards.FindAsync("an event"));
        await gateway.Public.ChangeSettingsAsync(_event, new EventSettingsChange
        {
            AdmissionsPerSecond = 7,
            Mode = EventMode.Paused,
            Message = new EventMessage { Text = "A pause." },
            ChangedBy = Ann,
        });
        Tested.Pass(TimeSpan.FromSeconds(2));
        var board = await BoardAsync(gateway);
        // What the event is told to say is read with its maintenance, which may be on its way.
        for (var i = 0; i < 10 && board.Message is null; i++)
        {
            Tested.Pass(TimeSpan.FromSeconds(1));
            board = await BoardAsync(gateway);
        }

        Assert.Equal((EventMode.Paused, 7d, "A pause.", 0L), (board.Mode, board.AdmissionsPerSecond, board.Message?.Text, board.QueueLength));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMicroseconds(Tested.Now), board.AsOf);
    }

    private DrawGateway BoardGateway() => new(Store, Tested.Time, options =>
    {
        options.Events[_event] = new EventOptions { Burst = 1, AdmissionsPerSecond = 0.001, MinimumWaits = [new MinimumWait { Wait = TimeSpan.Zero }] };
    });

    private async Task<EventBoard> BoardAsync(DrawGateway gateway) => (await gateway.Boards.FindAsync(_event))!;

    private static async Task<VisitorStatus> StatusAsync(DrawGateway gateway, string token) =>
        await gateway.Room.Visitors.GetStatusAsync(new StatusRequest { WaitingToken = token });

    private async Task AssertBoardAsync(DrawGateway gateway, List<string> tokens)
    {
        var board = await BoardAsync(gateway);
        Assert.InRange(board.Points.Count, 2, 64);
        var seen = 0;
        foreach (var token in tokens)
        {
            var status = await StatusAsync(gateway, token);
            seen += status.State is VisitorState.Waiting or VisitorState.Ready ? 1 : 0;
            if (status.State != VisitorState.Waiting)
                continue;
            var (position, error) = BoardReader.Read(board, status.BoardKey!.Value);
            Assert.True(Math.Abs(position - status.Position) <= error + 0.5, $"{status.Position} is told as {position}, within {error}.");
        }

        Assert.Equal(board.QueueLength, seen);
    }
}
