namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Places of browsers, by a gateway.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task In_a_draw_of_browsers_a_browser_or_a_user_has_a_place_and_nobody_else()
    {
        await using var gateway = DrawnBy(DrawIdentity.Browser);
        Assert.Equal(JoinOutcome.UserRequired, (await JoinAsync(gateway)).Outcome);
        Assert.Equal(JoinOutcome.UserRequired, (await JoinAsync(gateway, key: "a key of some length")).Outcome);
        Assert.Equal(JoinOutcome.Joined, (await JoinAsync(gateway, browser: "one")).Outcome);
        Assert.Equal(JoinOutcome.AlreadyWaiting, (await JoinAsync(gateway, browser: "one")).Outcome);
        Assert.Equal(JoinOutcome.Joined, (await JoinAsync(gateway, browser: "two", key: "a key of some length")).Outcome);
        Assert.Equal(JoinOutcome.Joined, (await JoinAsync(gateway, user: "ann")).Outcome);
        // With another browser it is the place that she has: one chance.
        Assert.Equal(JoinOutcome.Duplicate, (await JoinAsync(gateway, user: "ann", browser: "three")).Outcome);
        Assert.Equal(3, await LengthAsync(gateway));
        // After the draw as well.
        Tested.Pass(2 * UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(JoinOutcome.UserRequired, (await JoinAsync(gateway, key: "a key of some length")).Outcome);
    }

    [Fact]
    public async Task In_a_draw_of_users_a_browser_is_nobody()
    {
        await using var gateway = DrawnBy(DrawIdentity.User);
        Assert.Equal(JoinOutcome.UserRequired, (await JoinAsync(gateway, browser: "one")).Outcome);
        Assert.Equal(JoinOutcome.Joined, (await JoinAsync(gateway, user: "ann", browser: "one")).Outcome);
        Assert.Equal(JoinOutcome.Duplicate, (await JoinAsync(gateway, user: "ann", browser: "two")).Outcome);
        Assert.Equal(JoinOutcome.Joined, (await JoinAsync(gateway, user: "bob", browser: "one")).Outcome);
        Assert.Equal(2, await LengthAsync(gateway));
    }

    [Theory]
    [InlineData(DrawIdentity.Browser, JoinOutcome.Joined)]
    [InlineData(DrawIdentity.User, JoinOutcome.UserRequired)]
    public async Task Whose_a_place_is_stays_as_it_was_announced(DrawIdentity announced, JoinOutcome ofBrowser)
    {
        await using var first = DrawnBy(announced);
        await first.Runner.RunAsync(_event, default);
        await using var second = DrawnBy(announced == DrawIdentity.User ? DrawIdentity.Browser : DrawIdentity.User);
        await second.Runner.RunAsync(_event, default);
        Assert.Equal((0, "differs"), (first.Alerts.Count, second.Alerts[0]));
        Assert.Equal(ofBrowser, (await JoinAsync(second, browser: "one")).Outcome);
        Assert.Equal(announced, (await second.Public.GetDrawAsync(_event))!.Announcement.Identity);
    }

    private DrawGateway DrawnBy(DrawIdentity identity) => Gateway(configure: options => options.Events[_event].DrawIdentity = identity);

    private Task<JoinResult> JoinAsync(DrawGateway gateway, string? user = null, string? browser = null, string? key = null) =>
        gateway.Room.Visitors.JoinAsync(new JoinRequest { EventId = _event, UserId = user, BrowserId = browser, IdempotencyKey = key });

    private async Task<long> LengthAsync(DrawGateway gateway) => (await Store.MaintainAsync(_event, TimeSpan.Zero, gateway.PolicyOf(_event), default)).Snapshot.Length;
}
