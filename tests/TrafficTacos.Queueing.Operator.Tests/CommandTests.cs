using System.Text.Json;

namespace TrafficTacos.Queueing.OperatorTool.Tests;

/// <summary>The tool as a process of its own, beside a gateway on the same Redis.</summary>
public sealed class CommandTests(RedisFixture redis) : ToolTests(redis, "sold")
{
    [Fact]
    public async Task A_sale_is_run_from_a_terminal()
    {
        for (var i = 0; i < 4; i++)
            await Room.JoinAsync(Event, user: "user" + i);
        var code = (await Room.GetStatusAsync((await Room.JoinAsync(Event, user: "user3")).WaitingToken!)).SupportCode!;

        Assert.Contains(Event, await RunAsync(0, "events"), StringComparison.Ordinal);
        Assert.Contains("waiting         4", await RunAsync(0, "show", Event), StringComparison.Ordinal);
        Assert.Contains("paused", await RunAsync(0, "pause", Event), StringComparison.Ordinal);
        Assert.Equal(EventMode.Paused, (await Room.GetSettingsAsync(Event)).Mode);
        await RunAsync(0, "rate", Event, "12.5");
        await RunAsync(0, "burst", Event, "70");
        await RunAsync(0, "shoppers", Event, "9");
        await RunAsync(0, "message", Event, "Soon", "--in", "ko=곧");
        await RunAsync(0, "schedule", Event, "--closes-at", "2099-12-24T20:00:00+09:00");
        var settings = await Room.GetSettingsAsync(Event);
        Assert.Equal((12.5, 70, 9, "곧"), (settings.AdmissionsPerSecond, settings.Burst, settings.MaximumShoppers, settings.Message!.In("ko")));
        Assert.Equal(new DateTimeOffset(2099, 12, 24, 11, 0, 0, TimeSpan.Zero), settings.ClosesAt);
        await RunAsync(0, "reset", Event, "admissions-per-second", "burst", "maximum-shoppers", "closes-at");

        Assert.Contains("position        4", await RunAsync(0, "find", Event, "--code", code), StringComparison.Ordinal);
        Assert.Contains("  joined", await RunAsync(0, "find", Event, "--position", "4"), StringComparison.Ordinal);
        Assert.Contains("position 2", await RunAsync(0, "admit", Event, "--user", "user3"), StringComparison.Ordinal);
        using var removed = JsonDocument.Parse(await RunAsync(0, "remove", Event, "--code", code, "--json"));
        var undoId = removed.RootElement.GetProperty("undo_id").GetString()!;
        await RunAsync(1, "remove", Event, "--code", code);
        Assert.Contains("1 visitors are back", await RunAsync(0, "undo", Event, undoId, "--as", "bob"), StringComparison.Ordinal);
        await RunAsync(1, "undo", Event, undoId);

        // Until here it was nobody's turn, however slow the machine is.
        await RunAsync(0, "resume", Event);

        Assert.Contains("given back by an operator", await RunAsync(0, "journal", Event), StringComparison.Ordinal);
        Assert.Contains("bob  undo", await RunAsync(0, "audit", Event), StringComparison.Ordinal);
        Assert.Contains("set mode  as configured -> paused", await RunAsync(0, "audit", Event), StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await RunAsync(0, "report", Event, "--json"));
        // On a slow machine the turn of a visitor may have passed meanwhile.
        var shown = report.RootElement.GetProperty("event");
        Assert.Equal((4, 4), (report.RootElement.GetProperty("came").GetInt32(), shown.GetProperty("length").GetInt32() + shown.GetProperty("remembered").GetInt32()));
        Assert.Contains("came", await RunAsync(0, "report", Event), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_ends_in_the_mode_before_it()
    {
        await Room.JoinAsync(Event);
        Assert.Contains("not paused", await RunAsync(1, "resume", Event), StringComparison.Ordinal);
        await RunAsync(0, "mode", Event, "draining");
        await RunAsync(0, "pause", Event);
        await RunAsync(0, "pause", Event);
        Assert.Contains("draining", await RunAsync(0, "resume", Event), StringComparison.Ordinal);
        await RunAsync(0, "mode", Event, "passthrough", "--confirm", Event);
        await RunAsync(0, "pause", Event);
        Assert.Contains("the mode was passthrough", await RunAsync(2, "resume", Event), StringComparison.Ordinal);
        Assert.Equal(EventMode.Paused, (await Room.GetSettingsAsync(Event)).Mode);
    }

    [Fact]
    public async Task The_tools_own_numbers_never_hold()
    {
        await Room.JoinAsync(Event);
        using var shown = JsonDocument.Parse(await RunAsync(0, "show", Event, "--json"));
        Assert.Equal(0.001, shown.RootElement.GetProperty("admissions_per_second").GetDouble());
        await RunAsync(0, "pause", Event);
        Assert.Contains("0.001 a second", await RunAsync(0, "resume", Event), StringComparison.Ordinal);
        Assert.Equal(0.001, (await Room.Operator.GetEventAsync(Event)).AdmissionsPerSecond);
    }

    [Fact]
    public async Task An_event_is_prepared_before_anybody_joins()
    {
        await RunAsync(0, "schedule", Event, "--opens-at", "2099-12-24T20:00:00+09:00", "--order", "arrival");
        await RunAsync(0, "shoppers", Event, "9");
        Assert.Matches("phase           gathering\n(.*\n)*inside          0 of 9\n", await RunAsync(0, "show", Event));
        Assert.Contains(Event, await RunAsync(0, "events"), StringComparison.Ordinal);
        var audit = await RunAsync(0, "audit", Event);
        Assert.Contains("set opens_at  as configured -> 2099-12-24 11:00:00Z", audit, StringComparison.Ordinal);
        Assert.Contains("set order  as configured -> arrival", audit, StringComparison.Ordinal);
        await RunAsync(1, "report", Event);
    }

    [Fact]
    public async Task A_group_is_counted_before_it_is_removed()
    {
        for (var i = 0; i < 3; i++)
            await Room.Room.JoinAsync(new JoinRequest { EventId = Event, Group = "198.51.100.0/24" });
        Assert.Contains("3 visitors", await RunAsync(1, "remove", Event, "--group", "198.51.100.0/24"), StringComparison.Ordinal);
        Assert.Equal(3, (await Room.Operator.GetEventAsync(Event)).Length);
        Assert.Contains("3 visitors were removed", await RunAsync(0, "remove", Event, "--group", "198.51.100.0/24", "--yes"), StringComparison.Ordinal);
        Assert.Equal(0, (await Room.Operator.GetEventAsync(Event)).Length);
    }

    [Fact]
    public async Task An_event_is_ended_once()
    {
        var token = (await Room.JoinAsync(Event, user: "user0")).WaitingToken!;
        Assert.Contains("1 waited", await RunAsync(0, "end", Event, "--confirm", Event, "--as", "bob"), StringComparison.Ordinal);
        Assert.Equal(VisitorState.Expired, (await Room.GetStatusAsync(token)).State);
        Assert.Contains("nothing to end", await RunAsync(1, "end", Event, "--confirm", Event), StringComparison.Ordinal);
        Assert.Contains("bob  end  1 waiting", await RunAsync(0, "audit", Event), StringComparison.Ordinal);
        Assert.Contains("an operator ended the event", await RunAsync(0, "journal", Event), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_a_spreadsheet_would_calculate_is_text()
    {
        await Room.JoinAsync(Event, user: "user0");
        await RunAsync(0, "remove", Event, "--user", "user0", "--as", "=HYPERLINK(\"x\")");
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\"): remove\"", await RunAsync(0, "report", Event, "--csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.00123456", "0.00123")]
    [InlineData("0.0015", "0.0015")]
    [InlineData("12.3456", "12.346")]
    public async Task A_small_rate_keeps_its_digits(string rate, string shown)
    {
        Assert.Contains($"  {shown} a second", await RunAsync(0, "rate", Event, rate), StringComparison.Ordinal);
        Assert.Contains($", {shown} a second", await RunAsync(0, "show", Event), StringComparison.Ordinal);
        Assert.Contains($"  {shown}  ", (await RunAsync(0, "events")).Split('\n').Single(line => line.StartsWith(Event, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rate", "E", "0")]
    [InlineData("rate", "E", "-1")]
    [InlineData("rate", "E", "many")]
    [InlineData("rate", "E", "2000000")]
    [InlineData("burst", "E", "1.5")]
    [InlineData("mode", "E", "recovering")]
    [InlineData("mode", "E", "passthrough")]
    [InlineData("mode", "E", "off", "--confirm", "another")]
    [InlineData("message", "E", "<b>hello</b>")]
    [InlineData("schedule", "E", "--opens-at", "soon")]
    [InlineData("schedule", "E")]
    [InlineData("reset", "E", "everything")]
    [InlineData("admit", "E", "--position", "1")]
    [InlineData("remove", "E", "--position", "1")]
    [InlineData("remove", "E")]
    [InlineData("remove", "E", "--user", "a", "--token", "b")]
    [InlineData("remove", "E", "--user", "a", "--group", "b")]
    [InlineData("find", "E", "--code", "7K3")]
    [InlineData("find", "E", "--position", "0")]
    [InlineData("find", "E", "--number", "0")]
    [InlineData("remove", "E", "--number", "1")]
    [InlineData("admit", "E", "--number", "1")]
    [InlineData("draw", "E", "--json", "--papers")]
    [InlineData("supply-beacon", "E", "0", Signature, "--confirm", "E")]
    [InlineData("supply-beacon", "E", "1", "b446", "--confirm", "E")]
    [InlineData("supply-beacon", "E", "1", Signature)]
    [InlineData("supply-beacon", "E", "1", Signature, "--confirm", "E")]
    [InlineData("abandon-draw", "E", "A reason")]
    [InlineData("abandon-draw", "E", "A reason", "--confirm", "E")]
    [InlineData("end", "E")]
    [InlineData("end", "E", "--confirm", "another")]
    [InlineData("undo", "E", "xyz")]
    [InlineData("journal", "E", "--after", "yesterday")]
    [InlineData("report", "E", "--csv", "--json")]
    [InlineData("show", "{}")]
    [InlineData("show")]
    [InlineData("sell", "E")]
    [InlineData("show", "E", "--key-prefix", "a b")]
    [InlineData("show", "E", "--signing-key", "a=short")]
    public async Task Wrong_input_is_refused_and_changes_nothing(params string[] arguments)
    {
        await Room.JoinAsync(Event);
        await RunAsync(2, [.. arguments.Select(argument => argument == "E" ? Event : argument)]);
        Assert.Empty((await Room.GetSettingsAsync(Event)).Changed);
        Assert.Equal(1, (await Room.Operator.GetEventAsync(Event)).Length);
    }

    [Fact]
    public async Task A_label_of_a_megabyte_is_refused() =>
        Assert.InRange((await RunAsync(2, "remove", Event, "--group", new string('x', 100_000))).Length, 1, 2000);

    [Fact]
    public async Task A_redis_that_does_not_answer_is_named()
    {
        var (status, output) = await Tool.StartAsync("show", Event, "--redis", "127.0.0.1:1");
        Assert.Equal(1, status);
        Assert.StartsWith("tq-operator: Redis", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help()
    {
        foreach (var name in (string[])["events", "show", "settings", "pause", "resume", "rate", "burst", "shoppers", "mode", "message", "schedule", "reset", "find", "admit", "remove", "undo", "journal", "audit", "report", "draw", "supply-beacon", "abandon-draw", "end"])
            Assert.Contains("Usage:", await RunAsync(0, name, "--help"), StringComparison.Ordinal);
    }

    private protected override LocalGateways Start(string address) => new(
        1, address, o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits, o.StoreTimeout) =
            (0.001, 1, 0, 0, [new MinimumWait()], LocalGateways.AmpleTimeout));
}
