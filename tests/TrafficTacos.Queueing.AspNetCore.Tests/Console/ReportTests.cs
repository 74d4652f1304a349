using System.Net;
using System.Text;
using TrafficTacos.Queueing.AspNetCore.Console;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>The report of a sale.</summary>
public abstract class ReportTests(string? redis) : ShopTests(redis)
{
    private const string Hostile = "operator-<script>alert(1)</script>";

    [Fact]
    public async Task All_three_forms_have_the_numbers_and_what_operators_did_and_markup_is_text()
    {
        var eventId = Fresh.Event();
        var shop = await OpenAsync(ConsoleClient.Plan(Scarce with { Options = options => { Scarce.Options(options); options.KnownEvents.Add(eventId); } }));
        await shop.Queue.PassAsync(eventId);
        await shop.Queue.LeaveAsync(await shop.Queue.TokenAsync(eventId));
        var me = ConsoleClient.Of(shop, Hostile);
        (await me.PatchAsync($"/events/{eventId}/settings", new { message = new Dictionary<string, string> { ["default"] = "=1+1 \"and\" so on" } })).Should(HttpStatusCode.OK);

        var json = (await me.GetAsync($"/events/{eventId}/report")).Should(HttpStatusCode.OK);
        Assert.Equal((2, 1, 1), (json.Number("came"), json.Number("admitted"), json.Number("left")));
        Assert.Equal(Hostile, json.Json.GetProperty("audit")[0].GetProperty("who").GetString());
        Assert.False(json.Flag("is_journal_cut"));

        var html = (await me.GetAsync($"/events/{eventId}/report.html")).Should(HttpStatusCode.OK);
        Assert.DoesNotContain("<script", html.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("operator-&lt;script&gt;", html.Text, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">visitors who came</th><td class=\"number\">2</td>", html.Text, StringComparison.Ordinal);
        var style = html.Text[(html.Text.IndexOf("<style>", StringComparison.Ordinal) + 7)..html.Text.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", html.Header("Content-Security-Policy"));
        Assert.Equal("text/html; charset=utf-8", html.Header("Content-Type"));

        var csv = (await me.GetAsync($"/events/{eventId}/report.csv")).Should(HttpStatusCode.OK);
        Assert.Equal(("text/csv; charset=utf-8", $"attachment; filename=\"{eventId}.csv\""), (csv.Header("Content-Type"), csv.Header("Content-Disposition")));
        Assert.Contains("visitors who came,2\r\n", csv.Text, StringComparison.Ordinal);
        Assert.All(csv.Text.Split("\r\n"), line => Assert.False(line.Length > 0 && "=+-@\t".Contains(line[0], StringComparison.Ordinal), line));
    }
}

public sealed class ReportInMemoryTests() : ReportTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class ReportOnRedisTests(RedisFixture redis) : ReportTests(redis.Address);

/// <summary>The parts of the report.</summary>
public sealed class ReportPartTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1 2", "'+1 2")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    public void A_cell_is_never_a_formula(string value, string cell) => Assert.Equal(cell, ReportCsv.Cell(value));

    [Fact]
    public void A_plot_of_a_long_sale_keeps_its_highest_point()
    {
        var start = new DateTimeOffset(2026, 12, 24, 10, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] times = [.. Enumerable.Range(0, 10_000).Select(i => start.AddSeconds(10 * i))];
        var html = new StringBuilder();
        ReportPlot.Write(html, "<b>", times, [("one & two", [.. times.Select((_, i) => i == 4_321 ? 1_000d : 1)])]);
        var svg = html.ToString();
        Assert.DoesNotContain("<b>", svg, StringComparison.Ordinal);
        Assert.Contains("one &amp; two", svg, StringComparison.Ordinal);
        var points = svg[(svg.IndexOf("points=\"", StringComparison.Ordinal) + 8)..].Split('"')[0].Split(' ');
        Assert.InRange(points.Length, 100, 600);
        Assert.Contains(points, point => point.EndsWith(",12", StringComparison.Ordinal));
    }
}
