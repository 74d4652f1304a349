namespace TrafficTacos.Queueing.OperatorTool.Tests;

/// <summary>What the tool refuses before it writes anything, and the sentence that says why.</summary>
public sealed class RefusalTests(RedisFixture redis) : ToolTests(redis, "refused")
{
    [Fact]
    public async Task A_mode_is_required_and_help_names_those_that_can_be_set()
    {
        Assert.Equal("tq-operator: Required argument missing for command: 'mode'.", FirstLine(await RefusedAsync("mode", Event)));
        var help = await RunAsync(0, "mode", "--help");
        Assert.Contains("mode <EVENT> <MODE> [options]", help, StringComparison.Ordinal);
        Assert.DoesNotContain("recovering", help, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\t")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("\nann")]
    public async Task Whoever_changes_something_has_a_name(string name)
    {
        var id = new string('0', 32);
        foreach (var change in (string[][])[["pause", Event], ["rate", Event, "5"], ["message", Event, "Soon"], ["reset", Event, "burst"], ["undo", Event, id], ["remove", Event, "--user", "a"], ["end", Event, "--confirm", Event]])
        {
            var output = await RefusedAsync([.. change, "--as", name]);
            Assert.StartsWith("tq-operator: --as expects 1 to 128 characters, not only spaces, and without control characters, not '", output, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', output);
        }
    }

    [Fact]
    public async Task Spaces_around_a_name_are_not_part_of_it()
    {
        await RunAsync(0, "burst", Event, "5", "--as", " ann lee ");
        Assert.Equal("ann lee", Assert.Single(await AuditAsync()).Who);
    }

    [Fact]
    public async Task A_change_of_an_application_says_who_or_nothing()
    {
        foreach (var name in (string[])[" ", "\t", "a\nb", new string('x', 129)])
            await Assert.ThrowsAsync<ArgumentException>(() => Room.Operator.ChangeSettingsAsync(Event, new EventSettingsChange { Burst = 5, ChangedBy = name }));
        await Assert.ThrowsAsync<ArgumentException>(() => Room.Operator.EndEventAsync(Event, "  "));
        Assert.Empty(await AuditAsync());
        await Room.Operator.ChangeSettingsAsync(Event, new EventSettingsChange { Burst = 5 });
        Assert.Equal("", Assert.Single(await AuditAsync()).Who);
    }

    [Theory]
    [InlineData("2099-12-01T10:00:00")]
    [InlineData("12/01/2099 10:00")]
    [InlineData("12/01/2099 10:00 +09:00")]
    [InlineData("2099-12-01")]
    [InlineData("2099-12-01Z")]
    [InlineData("2099-12-01 10:00:00Z")]
    [InlineData("2099-12-01T10:00:00+0900")]
    [InlineData("2099-12-01T10:00:00Z\n")]
    [InlineData("2099-02-30T10:00:00Z")]
    [InlineData("2099-12-01T10:00:00+25:00")]
    [InlineData("10:00")]
    [InlineData("")]
    public async Task A_time_has_a_date_and_an_offset(string time)
    {
        foreach (var option in (string[])["--gather-at", "--opens-at", "--closes-at", "--draw-at"])
            Assert.StartsWith($"tq-operator: {option} expects a date and time with its offset, like 2026-12-24T20:00:00+09:00 or 2026-12-24T11:00:00Z, not '", await RefusedAsync("schedule", Event, option, time), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2099-12-01T10:00:00Z", 0)]
    [InlineData("2099-12-01t10:00z", 0)]
    [InlineData("2099-12-01T19:00+09:00", 0)]
    [InlineData("2099-12-01T05:30:00.25-04:30", 250)]
    [InlineData("2099-12-01T10:00:00.2500000Z", 250)]
    public async Task Seconds_of_a_time_may_be_left_out(string time, int milliseconds)
    {
        await RunAsync(0, "schedule", Event, "--opens-at", time);
        Assert.Equal(new DateTimeOffset(2099, 12, 1, 10, 0, 0, milliseconds, TimeSpan.Zero), (await Room.GetSettingsAsync(Event)).OpensAt);
    }

    [Theory]
    [InlineData("--in expects LANGUAGE=TEXT, for example ko=곧, not 'ko='.", "Soon", "--in", "ko=")]
    [InlineData("--in expects LANGUAGE=TEXT, for example ko=곧, not 'ko=  '.", "Soon", "--in", "ko=  ")]
    [InlineData("--in expects LANGUAGE=TEXT, for example ko=곧, not 'ko'.", "Soon", "--in", "ko")]
    [InlineData("--in names the language 'KO' twice.", "Soon", "--in", "ko=곧", "--in", "KO=지금")]
    [InlineData("--in needs a TEXT beside it, for everybody whose language is not named.", "", "--in", "ko=곧")]
    public async Task A_translation_has_a_text_of_its_own_beside_the_main_one(string sentence, params string[] arguments) =>
        Assert.Equal("tq-operator: " + sentence, (await RefusedAsync(["message", Event, .. arguments])).TrimEnd());

    [Fact]
    public async Task A_value_too_many_is_named()
    {
        var (one, other) = (new string('a', 96), new string('b', 96));
        Assert.Equal(
            $"tq-operator: supply-beacon takes EVENT ROUND SIGNATURE and no other value: '{other[..60]}…' is one too many",
            FirstLine(await RefusedAsync("supply-beacon", Event, "1", one, other, "--confirm", Event)));
        Assert.Equal("tq-operator: rate takes EVENT RATE and no other value: '7' is one too many", FirstLine(await RefusedAsync("rate", Event, "5", "7")));
        Assert.Contains("supply-beacon <EVENT> <ROUND> <SIGNATURE> [options]", await RunAsync(0, "supply-beacon", "--help"), StringComparison.Ordinal);
    }

    private protected override LocalGateways Start(string address) => new(1, address, options => options.StoreTimeout = LocalGateways.AmpleTimeout);

    private static string FirstLine(string output) => output.Split('\n')[0].TrimEnd();

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync() => await Room.Operator.GetLastAuditAsync(Event, 100);

    private async Task<string> RefusedAsync(params string[] arguments)
    {
        var output = await RunAsync(2, arguments);
        Assert.Empty(await AuditAsync());
        Assert.Empty((await Room.GetSettingsAsync(Event)).Changed);
        return output;
    }
}
