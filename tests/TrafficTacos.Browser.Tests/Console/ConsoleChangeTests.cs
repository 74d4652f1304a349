using System.Text.RegularExpressions;
using TrafficTacos.Queueing;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>A change shows old and new and what it would do, is asked once, and is undone by one click.</summary>
public sealed class ConsoleChangeTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    [Fact]
    public async Task A_rate_is_forecast_asked_done_and_undone()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert));
        await page.FillAsync("[name=admissions_per_second]", "0.5");
        var forecast = page.Locator(".side .forecast:not(:empty)");
        await Expect(forecast).ToHaveTextAsync(new Regex("^Then everybody now waiting is in by .* As it is: "));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog tbody tr")).ToHaveTextAsync(new Regex("Rate.*2 /s.*0.5 /s"));
        await Expect(page.Locator("dialog")).ToContainTextAsync(await forecast.InnerTextAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(2, (await Room.GetSettingsAsync(ConsoleSale.Concert)).AdmissionsPerSecond);
        Assert.Equal("0.5", await page.InputValueAsync("[name=admissions_per_second]"));

        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice")).ToContainTextAsync("2 /s → 0.5 /s");
        Assert.Equal(0.5, (await Room.GetSettingsAsync(ConsoleSale.Concert)).AdmissionsPerSecond);
        await Expect(page.Locator(".side .link:visible").First).ToHaveTextAsync("back to configured");
        Assert.Equal(("minji", "set admissions_per_second"), await LastAuditAsync(ConsoleSale.Concert));

        await page.ClickAsync(".notice button.strong");
        await Expect(page.Locator(".notice")).ToContainTextAsync("Undone.");
        var settings = await Room.GetSettingsAsync(ConsoleSale.Concert);
        Assert.Equal(2, settings.AdmissionsPerSecond);
        Assert.DoesNotContain(EventSetting.AdmissionsPerSecond, settings.Changed);
    }

    [Fact]
    public async Task What_holds_for_everybody_asks_for_the_name()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Drawn));
        await page.ClickAsync(".side summary");
        await page.ClickAsync("[data-set-mode=maintenance]");
        await Expect(page.Locator("dialog .danger")).ToBeDisabledAsync();
        await page.FillAsync("dialog input", ConsoleSale.Concert);
        await Expect(page.Locator("dialog .danger")).ToBeDisabledAsync();
        await page.FillAsync("dialog input", ConsoleSale.Drawn);
        await page.ClickAsync("dialog .danger");
        await Expect(page.Locator("[data-mode]")).ToHaveTextAsync("Maintenance");
        Assert.Equal(EventMode.Maintenance, (await Room.GetSettingsAsync(ConsoleSale.Drawn)).Mode);

        await page.ClickAsync(".notice button.strong");
        await Expect(page.Locator("[data-mode]")).ToHaveTextAsync("Admitting");
        Assert.Equal(EventMode.Normal, (await Room.GetSettingsAsync(ConsoleSale.Drawn)).Mode);
    }

    [Fact]
    public async Task A_message_in_two_languages_is_shown_as_text_and_a_schedule_is_moved()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Paused, "settings"));
        await page.FillAsync("[name=message-default]", "Back at 8. \"Safe\" & sound.");
        await page.FillAsync("[name=message-ko]", "곧 돌아옵니다.");
        await page.ClickAsync("text=Show the message…");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice")).ToContainTextAsync("Back at 8.");
        var message = (await Room.GetSettingsAsync(ConsoleSale.Paused)).Message!;
        Assert.Equal(("Back at 8. \"Safe\" & sound.", "곧 돌아옵니다."), (message.Text, message.In("ko")));

        await page.FillAsync("[name=closes_at]", "2030-12-24T20:00");
        await page.Locator("form").First.Locator("button.primary").ClickAsync();
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice").Last).ToContainTextAsync("Closes at: no time → Dec 24, 2030");
        Assert.Equal(new DateTimeOffset(2030, 12, 24, 20, 0, 0, TimeSpan.FromHours(9)), (await Room.GetSettingsAsync(ConsoleSale.Paused)).ClosesAt);
        await Room.ChangeSettingsAsync(ConsoleSale.Paused, new EventSettingsChange { Reset = [EventSetting.ClosesAt, EventSetting.Message] });
    }

    [Fact]
    public async Task What_the_engine_refuses_is_said_and_stays_typed()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert, "settings"));
        await page.FillAsync("[name=opens_at]", "2040-01-01T00:00");
        await page.Locator("form").First.Locator("button.primary").ClickAsync();
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator("dialog .problem")).ToContainTextAsync("nothing was changed");
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("2040-01-01T00:00", await page.InputValueAsync("[name=opens_at]"));
        Errors.Clear();
    }

    private async Task<(string Who, string What)> LastAuditAsync(string eventId)
    {
        var last = ("", "");
        await foreach (var entry in Room.Operator.GetAuditAsync(eventId))
            last = (entry.Who, entry.What);
        return last;
    }
}
