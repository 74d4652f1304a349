using System.Text;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class ScenarioReaderTests
{
    private const string Valid = """
        {
          "title": "A sale",
          "duration": 60,
          "arrivals": [
            { "kind": "burst", "visitors": 10 }
          ]
        }
        """;

    [Fact]
    public void A_scenario_requires_a_title_a_duration_and_arrivals()
    {
        var scenario = Parse(Valid);
        Assert.Equal(("sale", 10, 60d), (scenario.Name, scenario.VisitorCount, scenario.Duration));
    }

    [Theory]
    [InlineData("\"duration\": 60", "\"duratoin\": 60", "sale.json:1: \"duration\" is missing; it must be a number from 1 to 172800")]
    [InlineData("\"duration\": 60", "\"duration\": -60", "sale.json:3: \"duration\" must be a number from 1 to 172800")]
    [InlineData("\"duration\": 60", "\"duration\": \"60\"", "sale.json:3: \"duration\" must be a number from 1 to 172800")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"ghosts\": 0.3", "sale.json:3: unknown name \"ghosts\"; known names are duration, title, bucket, schedule, shopping, arrivals, ")]
    [InlineData("\"duration\": 60", "\"duration\": 60, // a minute", "sale.json:3: invalid JSON (comments and trailing commas are not allowed)")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"duration\": 60", "sale.json:3: duplicate name \"duration\"")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"bucket\": { \"admissions_per_second\": -5 }", "sale.json:3: \"admissions_per_second\" must be a number from 0.01 to 100000")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"changes\": [ { \"at\": 61, \"burst\": 5 } ]", "sale.json:3: \"at\" must be a number from 0 to 60")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"changes\": [ { \"at\": 6 } ]", "sale.json:3: a change must set admissions_per_second, burst, paused, mode, maximum_shoppers or message")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"changes\": [ { \"at\": 6, \"mode\": \"off\" } ]", "sale.json:3: \"mode\" must be one of normal, paused, draining, maintenance")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"changes\": [ { \"at\": 6, \"mode\": \"paused\", \"paused\": true } ]", "sale.json:3: a change sets \"paused\" or \"mode\", not both")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"schedule\": { \"opens_at\": 20, \"draw_at\": 30 }", "sale.json:3: \"draw_at\" must not be later than \"opens_at\"")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"schedule\": { \"opens_at\": 20, \"closes_at\": 20 }", "sale.json:3: \"closes_at\" must be later than \"opens_at\"")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"shopping\": { \"maximum\": 5, \"shortest\": 30, \"longest\": 20 }", "sale.json:3: \"longest\" must be a number from 30 to 3600")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"polling\": [ { \"kind\": \"advertised\", \"share\": 0.5 } ]", "sale.json:1: the shares of \"polling\" must add up to 1")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"abandonment\": [ { \"kind\": \"head\" } ]", "sale.json:3: \"kind\" must be one of constant, impatient, wave, no_show, linger, unspent, sleep, told")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"abandonment\": [ { \"kind\": \"linger\", \"share\": 0.1, \"first\": 5 } ]", "sale.json:3: a rule is for a \"share\" of the visitors or for the \"first\", not both")]
    [InlineData("\"duration\": 60", "\"duration\": 60, \"abandonment\": [ { \"kind\": \"sleep\", \"after\": 5 } ]", "sale.json:3: \"duration\" is missing; it must be a number from 1 to 60")]
    [InlineData("\"burst\"", "\"crowd\"", "sale.json:5: \"kind\" must be one of burst, ramp, waves, poisson")]
    [InlineData("\"visitors\": 10", "\"visitors\": 1.5", "sale.json:5: \"visitors\" must be an integer")]
    [InlineData("\"visitors\": 10", "\"rate\": 10", "sale.json:5: \"visitors\" is missing; it must be a number from 1 to 1000000")]
    [InlineData("\"visitors\": 10", "\"visitors\": 10, \"interval\": 3", "sale.json:5: unknown name \"interval\"; known names are kind, at, duration, visitors")]
    [InlineData("\"visitors\": 10", "\"visitors\": 10, \"at\": 50, \"duration\": 20", "sale.json:5: \"duration\" must be a number from 0 to 10")]
    [InlineData("\"burst\", \"visitors\": 10", "\"poisson\", \"rate\": -10", "sale.json:5: \"rate\" must be a number from 0 to 100000")]
    [InlineData("\"burst\", \"visitors\": 10", "\"poisson\", \"rate\": 10, \"at\": 30, \"until\": 20", "sale.json:5: \"until\" must be a number from 30 to 60")]
    [InlineData("\"arrivals\": [", "\"arrivals\": [ 1,", "sale.json:4: each item of \"arrivals\" must be an object")]
    [InlineData("{ \"kind\": \"burst\", \"visitors\": 10 }", "", "sale.json:4: \"arrivals\" must be a list with at least one object")]
    [InlineData(Valid, "[]", "sale.json:1: a scenario must be an object")]
    [InlineData(Valid, "", "sale.json:1: invalid JSON")]
    public void An_invalid_scenario_is_refused_with_the_line_and_the_expected_value(string original, string replacement, string expected)
    {
        var exception = Assert.Throws<ScenarioException>(() => Parse(Valid.Replace(original, replacement, StringComparison.Ordinal)));
        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_least_twelve_bundled_scenarios_are_valid() => Assert.True(BundledScenarios.All().Count >= 12);

    [Fact]
    public void A_missing_file_is_named() => Assert.StartsWith(
        "nowhere.json: cannot be read",
        Assert.Throws<ScenarioException>(() => ScenarioReader.Read(new FileInfo("nowhere.json"))).Message,
        StringComparison.Ordinal);

    private static Scenario Parse(string text) => ScenarioReader.Parse("sale.json", Encoding.UTF8.GetBytes(text));
}
