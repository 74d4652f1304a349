using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Testing;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>What operators do with a draw, from which there is no way back.</summary>
public sealed class ConsoleDrawTests(OperatedGateways gateways) : OperatedGatewaysTests(gateways)
{
    [Fact]
    public async Task A_draw_is_abandoned_for_a_reason_that_everybody_reads()
    {
        const string reason = "The hall is closed & we are sorry.";
        var (sale, now) = (Fresh.Event(), TimeProvider.System.GetUtcNow());
        await Room.ChangeSettingsAsync(sale, Drawn(now, now.AddHours(1)));
        var page = await OpenAsync(OperatedGateways.Changer, 0, At(sale, "draw"));
        await Expect(page.Locator(".steps [aria-current=step]")).ToContainTextAsync("Announced");
        await page.FillAsync("[name=reason]", reason);
        await page.ClickAsync("text=Abandon the draw…");
        await ConfirmAsync(page, sale, $"Everybody reads: “{reason}”");
        await Expect(page.Locator(".notice")).ToContainTextAsync("The draw is abandoned: all stand by arrival.");
        await Expect(page.Locator(".badge.critical:visible")).ToHaveTextAsync("Abandoned: all stand by arrival");
        await Expect(page.Locator("form:has([name=reason])")).ToBeHiddenAsync();
        var draw = (await Room.GetDrawAsync(sale))!;
        Assert.Equal((DrawPhase.Abandoned, reason), (draw.Phase, draw.AbandonedFor));
        await Expect(page.Locator("dt:has-text('Reason') + dd")).ToHaveTextAsync(reason);
        Assert.Equal((OperatedGateways.Changer, "abandon_draw"), await LastAuditAsync(sale));
    }

    /// <summary>No gateway reaches the beacon. One operator decides nothing, and the page says so.</summary>
    [Fact]
    public async Task Two_operators_bring_the_round_that_a_draw_waits_for()
    {
        const string sale = OperatedGateways.BeaconEvent;
        var signature = new string('a', 96);
        var now = TimeProvider.System.GetUtcNow();
        await Room.ChangeSettingsAsync(sale, Drawn(now, now.AddSeconds(5)));
        using var crowd = new ConsoleCrowd(Gateways.Addresses, sale);
        await crowd.JoinAsync(3);
        var mina = await OpenAsync(OperatedGateways.Changer, 0, At(sale, "draw"));
        await Expect(mina.Locator("[name=signature]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var draw = (await Room.GetDrawAsync(sale))!;
        var round = draw.BeaconRound!.Value.ToString(CultureInfo.InvariantCulture);
        await Expect(mina.Locator("dt:has-text('Beacon’s round') + dd")).ToHaveTextAsync(round);
        await Eventually.IsTrueAsync(() => TimeProvider.System.GetUtcNow() > draw.BeaconRoundAt + TimeSpan.FromSeconds(1));

        await BringAsync(mina, round, signature);
        await Expect(mina.Locator(".notice")).ToContainTextAsync("One more source must give the same");
        Assert.Equal(DrawPhase.Rooted, (await Room.GetDrawAsync(sale))!.Phase);
        await Expect(mina.Locator("[name=signature]")).ToBeVisibleAsync();

        var jun = await OpenAsync(OperatedGateways.OtherChanger, 1, At(sale, "draw"));
        await BringAsync(jun, round, signature.ToUpperInvariant());
        await Expect(jun.Locator(".notice")).ToContainTextAsync("The draw is decided by it.");
        await Expect(mina.Locator(".steps [aria-current=step]")).ToContainTextAsync("Ranked", new() { Timeout = 60_000 });
        draw = (await Room.GetDrawAsync(sale))!;
        Assert.Equal((DrawPhase.Ranked, Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(signature)))), (draw.Phase, draw.BeaconValue));
        var supplied = (await Room.GetLastAuditAsync(sale, 10)).Where(entry => entry.What is "supply_beacon");
        Assert.Equal([OperatedGateways.OtherChanger, OperatedGateways.Changer], supplied.Select(entry => entry.Who));
    }

    private static EventSettingsChange Drawn(DateTimeOffset now, DateTimeOffset drawAt) =>
        new() { Order = QueueOrder.Draw, GatherAt = now.AddSeconds(-1), DrawAt = drawAt, OpensAt = now.AddHours(2), ChangedBy = OperatedGateways.OtherChanger };

    private static async Task BringAsync(IPage page, string round, string signature)
    {
        await page.FillAsync("[name=round]", round);
        await page.FillAsync("[name=signature]", signature);
        await page.ClickAsync("text=Bring the round…");
        await ConfirmAsync(page, OperatedGateways.BeaconEvent, "Once two sources agree");
    }

    private static async Task ConfirmAsync(IPage page, string sale, string note)
    {
        await Expect(page.Locator("dialog")).ToContainTextAsync(note);
        await Expect(page.Locator("dialog .danger")).ToBeDisabledAsync();
        await page.FillAsync("dialog input", sale);
        await page.ClickAsync("dialog .danger");
    }
}
