using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Testing;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>Signs in at real gateways, and compares what their pages show with what the operator's interface says.</summary>
[Trait("Needs", "Redis")]
[Collection(OperatedGatewaysCollection.Name)]
public abstract class OperatedGatewaysTests(OperatedGateways gateways) : IAsyncLifetime
{
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9);
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly List<IBrowserContext> _contexts = [];

    private protected OperatedGateways Gateways => gateways;

    private protected WaitingRoomOperator Room => gateways.Room;

    /// <summary>What the browser complained about: nothing, unless a test says so.</summary>
    private protected ConcurrentQueue<string> Errors => _errors;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        Assert.Empty(_errors);
    }

    /// <summary>A page of the console at one of the gateways, in a browser of its own, by an operator who has signed in.</summary>
    private protected async Task<IPage> OpenAsync(string name, int gateway, string hash = "")
    {
        var cookies = await gateways.SignedInAsync(name, async () =>
        {
            var page = await OpenSignInAsync(0);
            await SignInAsync(page, name);
            return await page.Context.StorageStateAsync();
        });
        var opened = await NewPageAsync(cookies);
        await opened.GotoAsync(ConsoleAt(gateway) + hash);
        await Expect(opened.Locator(".who span").First).ToHaveTextAsync(name);
        return opened;
    }

    /// <summary>Whoever asks for the console without a session gets the sign-in.</summary>
    private protected async Task<IPage> OpenSignInAsync(int gateway)
    {
        var page = await NewPageAsync(null);
        await page.GotoAsync(ConsoleAt(gateway));
        await Expect(page).ToHaveURLAsync(ConsoleAt(gateway) + "/sign-in");
        return page;
    }

    private protected static async Task SignInAsync(IPage page, string name)
    {
        await page.FillAsync("[name=name]", name);
        await page.FillAsync("[name=password]", OperatorsFile.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".who span").First).ToHaveTextAsync(name);
    }

    private protected string ConsoleAt(int gateway) => gateways.Addresses[gateway] + "operator";

    private protected static string At(string eventId, string view = "now") => $"#/events/{eventId}/{view}";

    private protected static Task ShowAsync(IPage page, string view) => page.ClickAsync($".tabs a[href$='/{view}']");

    private protected static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A time as the page's fields take it, in the operator's time zone.</summary>
    private protected static string Field(DateTimeOffset time) => time.ToOffset(Seoul).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private protected static string Clock(DateTimeOffset? time) => time!.Value.ToOffset(Seoul).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>As the API spells what C# spells in capitals.</summary>
    private protected static string Name(Enum value) =>
        string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(letter) : $"{letter}"));

    /// <summary>The page follows the store within two seconds; then every number of it is the store's.</summary>
    private protected async Task ShowsTheStoreAsync(IPage page, string eventId)
    {
        var (shown, said) = ("", "");
        try
        {
            await Eventually.IsTrueAsync(
                async () =>
                {
                    said = Numbers(await Room.GetEventAsync(eventId));
                    shown = await page.EvaluateAsync<string>(ReadNumbers);
                    return string.Equals(said, shown, StringComparison.Ordinal);
                },
                TimeSpan.FromSeconds(15));
        }
        catch (TimeoutException)
        {
            Assert.Equal(said, shown);
        }
    }

    private const string ReadNumbers =
        """
        () => {
          const text = selector => document.querySelector(selector)?.textContent ?? '';
          const all = (selector, of) => [...document.querySelectorAll(selector)].map(of).sort().join(' ');
          return [
            'waiting ' + text('[data-tile=waiting] .value'), 'shoppers ' + text('[data-tile=shoppers] .value'), 'phase ' + text('.badges [data-phase]').toLowerCase(),
            'minute ' + text('[data-fact=minute] dd'), 'remembered ' + text('[data-fact=remembered] dd'), 'passes ' + text('[data-fact=passes] dd'),
            'alerts ' + all('.alerts [data-alert]', item => item.dataset.alert),
            'counts ' + all('[data-count]', item => item.dataset.count + '=' + item.querySelector('dd').textContent),
          ].join('\n');
        }
        """;

    private static string Numbers(EventOverview found) => string.Join('\n',
        "waiting " + Number(found.Length), "shoppers " + Number(found.Shoppers), "phase " + Name(found.Phase), "minute " + Number(found.AdmissionsLastMinute),
        "remembered " + Number(found.Remembered), "passes " + Number(found.Admitted), "alerts " + string.Join(' ', found.Alerts.Select(alert => Name(alert.Kind)).Order(StringComparer.Ordinal)),
        "counts " + string.Join(' ', found.Counts.Where(count => count.Value > 0).Select(count => $"{count.Key}={Number(count.Value)}").Order(StringComparer.Ordinal)));

    private protected async Task<(string Who, string What)> LastAuditAsync(string eventId) =>
        (await Room.GetLastAuditAsync(eventId, 1)) is [var last] ? (last.Who, last.What) : default;

    private protected async Task<Dictionary<string, long>> JournalAsync(string eventId)
    {
        var kinds = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var entry in Room.ReadJournalAsync(eventId))
            kinds[entry.Kind] = kinds.GetValueOrDefault(entry.Kind) + 1;
        return kinds;
    }

    private async Task<IPage> NewPageAsync(string? cookies)
    {
        var context = await gateways.Browser.NewContextAsync(new()
        {
            Locale = "en-US",
            TimezoneId = "Asia/Seoul",
            ViewportSize = new() { Width = 1280, Height = 800 },
            StorageState = cookies,
        });
        _contexts.Add(context);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(10_000);
        page.Console += (_, message) =>
        {
            if (string.Equals(message.Type, "error", StringComparison.Ordinal))
                _errors.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        return page;
    }
}
