using System.Text.RegularExpressions;
using TrafficTacos.Queueing;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>One visitor's story, and what is done for or against visitors.</summary>
public sealed class ConsoleVisitorTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    [Fact]
    public async Task Who_rings_up_is_found_by_their_code_and_let_in_next()
    {
        var code = (await Room.GetStatusAsync(Sale.CallersToken)).SupportCode!;
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert, "visitor"));
        await page.FillAsync("[name=value]", code.ToLowerInvariant());
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".visitor h2")).ToHaveTextAsync($"Visitor {code}");
        var found = (await Room.Operator.FindVisitorAsync(ConsoleSale.Concert, VisitorQuery.ByUser(ConsoleSale.Caller)))!;
        await Expect(page.Locator(".standing")).ToContainTextAsync($"Number {Number(found.Position)} in the queue");
        Assert.Equal(found.Journal.Select(entry => entry.Kind), await page.Locator(".journal li").EvaluateAllAsync<string[]>("items => items.map(item => item.dataset.kind)"));
        await Expect(page.Locator(".journal")).ToContainTextAsync("closed the page");

        await page.ClickAsync("[data-action=admit]");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice")).ToContainTextAsync("Is next");
        await Expect(page.Locator(".journal li").Last).ToContainTextAsync("put next by an operator");
        var next = (await Room.Operator.FindVisitorAsync(ConsoleSale.Concert, VisitorQuery.ByUser(ConsoleSale.Caller)))!;
        Assert.True(next.Position < found.Position);
        await Expect(page.Locator(".standing")).ToContainTextAsync($"Number {Number(next.Position)} in the queue");
    }

    [Fact]
    public async Task A_number_is_to_read_only()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert, "visitor"));
        await page.SelectOptionAsync("[name=kind]", "position");
        await page.FillAsync("[name=value]", "1,000");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".standing")).ToContainTextAsync("Number 1,000 in the queue, 999 ahead.");
        await Expect(page.Locator(".visitor")).ToContainTextAsync("to read only");
        Assert.Equal(0, await page.Locator("[data-action]:visible").CountAsync());

        await page.SelectOptionAsync("[name=kind]", "user");
        await page.FillAsync("[name=value]", "nobody");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".problem:visible")).ToHaveTextAsync("Nobody is known by that.");
        Assert.Equal(0, await page.Locator(".visitor").CountAsync());
        Errors.Clear();
    }

    [Fact]
    public async Task A_visitor_is_removed_and_given_back()
    {
        await Room.JoinAsync(ConsoleSale.Concert, "bob");
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert, "visitor"));
        await page.SelectOptionAsync("[name=kind]", "user");
        await page.FillAsync("[name=value]", "bob");
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync("[data-action=remove]");
        await page.ClickAsync("dialog .danger");
        await Expect(page.Locator(".notice")).ToContainTextAsync("1 visitor was removed.");
        await Expect(page.Locator(".standing")).ToContainTextAsync("Gone");
        await page.ClickAsync(".notice button.strong");
        await Expect(page.Locator(".notice").Last).ToContainTextAsync("1 visitor is back.");
        await Expect(page.Locator(".standing")).ToContainTextAsync("Waiting");
        Assert.Equal(VisitorStanding.Waiting, (await Room.Operator.FindVisitorAsync(ConsoleSale.Concert, VisitorQuery.ByUser("bob")))!.Standing);
    }

    /// <summary>Its name has markup, which is text here.</summary>
    [Fact]
    public async Task A_network_is_counted_removed_and_given_back()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert, "groups"));
        var row = page.Locator("tbody tr").First;
        await Expect(row.Locator("td").First).ToHaveTextAsync(ConsoleSale.Network);
        Assert.Equal(0, await page.Locator("main img").CountAsync());
        var shown = await row.Locator("td").Nth(1).InnerTextAsync();
        var length = (await Room.Operator.GetEventAsync(ConsoleSale.Concert)).Length;
        await row.Locator("button").ClickAsync();
        await Expect(page.Locator("dialog h2")).ToHaveTextAsync($"Remove {shown} visitors?");
        await page.ClickAsync("dialog .danger");
        await Expect(page.Locator(".notice")).ToContainTextAsync(new Regex("visitors were removed"));
        Assert.True((await Room.Operator.GetEventAsync(ConsoleSale.Concert)).Length < length);
        await page.ClickAsync(".notice button.strong");
        await Expect(page.Locator(".notice").Last).ToContainTextAsync(new Regex("visitors are back"));
        Assert.Equal(length, (await Room.Operator.GetEventAsync(ConsoleSale.Concert)).Length);
    }
}
