using System.Text.Json;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Testing;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>Two operators at two gateways, each with a browser of their own: what one does the other sees, and nobody overwrites unseen.</summary>
public sealed class ConsoleTwoOperatorsTests(OperatedGateways gateways) : OperatedGatewaysTests(gateways)
{
    private const string Faster = "was faster, and nothing was changed";

    [Fact]
    public async Task What_one_changes_the_other_sees_at_once_and_a_stale_view_changes_nothing()
    {
        var sale = await OpenSaleAsync();
        var mina = await OpenAsync(OperatedGateways.Changer, 0, At(sale));
        var jun = await OpenAsync(OperatedGateways.OtherChanger, 1, At(sale));
        await jun.EvaluateAsync("() => { window.isSamePage = true; }");
        await AskForBurstAsync(jun, "33", "100", "33");

        await AskForBurstAsync(mina, "50", "100", "50");
        await mina.ClickAsync("dialog .primary");
        await Expect(mina.Locator(".notice")).ToContainTextAsync("100 → 50");
        await Expect(BurstNow(jun)).ToHaveTextAsync("now 50");

        // The question on the screen is still about 100.
        await jun.ClickAsync("dialog .primary");
        await Expect(jun.Locator("dialog .problem")).ToContainTextAsync($"{OperatedGateways.Changer} {Faster}");
        Assert.Equal(50, (await Room.GetSettingsAsync(sale)).Burst);
        await jun.Keyboard.PressAsync("Escape");
        Assert.Equal("33", await jun.InputValueAsync("[name=burst]"));
        await jun.PressAsync("[name=burst]", "Enter");
        await Expect(jun.Locator("dialog tbody tr td")).ToHaveTextAsync(["Burst", "50", "33"]);
        await jun.ClickAsync("dialog .primary");
        await Expect(jun.Locator(".notice")).ToContainTextAsync("50 → 33");
        await Expect(BurstNow(mina)).ToHaveTextAsync("now 33");
        Assert.True(await jun.EvaluateAsync<bool>("() => window.isSamePage === true"));

        // Her undo would put back 100, over what he did.
        await mina.ClickAsync(".notice button.strong");
        await Expect(mina.Locator(".notice .problem")).ToContainTextAsync($"{OperatedGateways.OtherChanger} {Faster}");
        Assert.Equal(33, (await Room.GetSettingsAsync(sale)).Burst);

        var audit = await Room.GetLastAuditAsync(sale, 10);
        Assert.Equal([(OperatedGateways.OtherChanger, "50\n33"), (OperatedGateways.Changer, "\n50")], audit.Select(entry => (entry.Who, entry.Detail)));
        await ShowAsync(mina, "audit");
        await Expect(mina.Locator("tbody tr td:nth-child(2)")).ToHaveTextAsync([OperatedGateways.OtherChanger, OperatedGateways.Changer]);
        Errors.Clear();
    }

    [Fact]
    public async Task Who_was_removed_by_one_is_given_back_by_the_other()
    {
        var sale = await OpenSaleAsync();
        var removed = await Room.RemoveAsync(sale, VisitorQuery.ByUser("visitor-3"), OperatedGateways.OtherChanger);
        var mina = await OpenAsync(OperatedGateways.Changer, 0, At(sale, "audit"));
        await Expect(mina.Locator("tbody tr td:nth-child(4)")).ToContainTextAsync(removed.UndoId!);
        await mina.ClickAsync("tbody tr button");
        await mina.ClickAsync("dialog .primary");
        await Expect(mina.Locator(".notice")).ToContainTextAsync("1 visitor is back.");
        await Expect(mina.Locator("tbody tr td:nth-child(2)")).ToHaveTextAsync([OperatedGateways.Changer, OperatedGateways.OtherChanger]);
        Assert.Equal(0, await mina.Locator("tbody tr button").CountAsync());
        Assert.Equal(VisitorStanding.Waiting, (await Room.FindVisitorAsync(sale, VisitorQuery.ByUser("visitor-3")))!.Standing);
    }

    [Fact]
    public async Task An_operator_who_is_taken_off_the_file_is_told_and_keeps_what_was_typed()
    {
        var sale = await OpenSaleAsync();
        var jun = await OpenAsync(OperatedGateways.OtherChanger, 1, At(sale));
        await AskForBurstAsync(jun, "44", "100", "44");
        Gateways.Operators.Write(without: OperatedGateways.OtherChanger);
        await Eventually.IsTrueAsync(async () => await StatusAsync(OperatedGateways.OtherChanger) == 401);
        await jun.ClickAsync("dialog .primary");
        await Expect(jun.Locator("dialog .problem")).ToContainTextAsync("You are signed out, and nothing was changed.");
        Assert.Equal(100, (await Room.GetSettingsAsync(sale)).Burst);
        await jun.Keyboard.PressAsync("Escape");
        await Expect(jun.Locator(".banner:not([hidden])")).ToContainTextAsync("What you typed is still here");
        Assert.Equal("44", await jun.InputValueAsync("[name=burst]"));

        Gateways.Operators.Write();
        await Eventually.IsTrueAsync(async () => await StatusAsync(OperatedGateways.OtherChanger) == 200);
        var signIn = await jun.RunAndWaitForPopupAsync(() => jun.ClickAsync(".banner:not([hidden]) a"));
        await SignInAsync(signIn, OperatedGateways.OtherChanger);
        await jun.BringToFrontAsync();
        await Expect(jun.Locator(".banner:not([hidden])")).ToHaveCountAsync(0, new() { Timeout = 15_000 });
        await jun.PressAsync("[name=burst]", "Enter");
        await jun.ClickAsync("dialog .primary");
        await Expect(jun.Locator(".notice")).ToContainTextAsync("100 → 44");
        Assert.Equal((44, (OperatedGateways.OtherChanger, "set burst")), ((await Room.GetSettingsAsync(sale)).Burst, await LastAuditAsync(sale)));
        Errors.Clear();
    }

    [Fact]
    public async Task A_viewer_has_no_buttons_and_is_refused()
    {
        var sale = await OpenSaleAsync();
        var vera = await OpenAsync(OperatedGateways.Viewer, 1, At(sale));
        await Expect(vera.Locator(".who")).ToContainTextAsync("may look only");
        await ShowsTheStoreAsync(vera, sale);
        foreach (var view in (string[])["now", "settings", "visitor", "groups", "draw", "audit", "report"])
        {
            await ShowAsync(vera, view);
            await Expect(vera.Locator(".view > :visible")).ToHaveCountAsync(1);
            Assert.Equal(0, await vera.Locator("main :is(.danger, .side, textarea, [type=number], [type=datetime-local], [data-action], [data-set-mode])").CountAsync());
        }

        foreach (var (method, path, body) in ((string, string, string)[])[("PATCH", "settings", "{\"burst\":7}"), ("POST", "end", $"{{\"confirm\":\"{sale}\"}}"), ("POST", "visitors/remove", "{\"user\":\"visitor-0\"}")])
            Assert.Equal(403, await vera.EvaluateAsync<int>(Send, new { path = $"/operator/api/events/{sale}/{path}", method, body }));
        Assert.Equal((100, 12), ((await Room.GetSettingsAsync(sale)).Burst, (await Room.GetEventAsync(sale)).Length));
        Assert.Empty(await Room.GetLastAuditAsync(sale, 10));
        Errors.Clear();
    }

    [Fact]
    public async Task Who_signs_out_is_out()
    {
        var page = await OpenSignInAsync(1);
        await SignInAsync(page, OperatedGateways.Viewer);
        await page.ClickAsync("text=Sign out");
        await Expect(page).ToHaveURLAsync(ConsoleAt(1) + "/sign-in");
        Assert.Empty(await page.Context.CookiesAsync());
        await page.GotoAsync(ConsoleAt(0));
        await Expect(page).ToHaveURLAsync(ConsoleAt(0) + "/sign-in");
        Assert.Equal(401, (await page.APIRequest.GetAsync(ConsoleAt(0) + "/api/me")).Status);
    }

    private const string Send =
        "({ path, method, body }) => fetch(path, { method, body, headers: { 'X-Operator': '1', 'Content-Type': 'application/json' } }).then(answer => answer.status)";

    /// <summary>An event of its own with a dozen visitors.</summary>
    private async Task<string> OpenSaleAsync()
    {
        var sale = Fresh.Event();
        using var crowd = new ConsoleCrowd(Gateways.Addresses, sale);
        await crowd.JoinAsync(12);
        return sale;
    }

    private static ILocator BurstNow(IPage page) => page.Locator(".setting:has([name=burst]) .now");

    private static async Task AskForBurstAsync(IPage page, string value, string old, string next)
    {
        await page.FillAsync("[name=burst]", value);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog tbody tr td")).ToHaveTextAsync(["Burst", old, next]);
    }

    /// <summary>What a gateway says to the cookie that an operator got before.</summary>
    private async Task<int> StatusAsync(string name)
    {
        var state = JsonDocument.Parse(await Gateways.SignedInAsync(name, () => throw new InvalidOperationException("Sign in first."))).RootElement;
        var cookies = state.GetProperty("cookies").EnumerateArray().Select(cookie => $"{cookie.GetProperty("name").GetString()}={cookie.GetProperty("value").GetString()}");
        using var client = HttpVisitor.Client(Gateways.Addresses[1]);
        return (int)(await client.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/operator/api/me").With("Cookie", string.Join("; ", cookies)))).Status;
    }
}
