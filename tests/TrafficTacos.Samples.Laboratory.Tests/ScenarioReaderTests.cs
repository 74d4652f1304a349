using System.Text;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Tests;

/// <summary>A scenario that cannot be run is refused with its line and what is expected.</summary>
public sealed class ScenarioReaderTests
{
    private const string Good = """
        {
          "title": "A sale",
          "seconds": 60,
          "arrivals": [
            { "kind": "burst", "visitors": 10 }
          ]
        }
        """;

    private static Scenario Parse(string text) => ScenarioReader.Parse("sale.json", Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_scenario_needs_a_title_a_length_and_people()
    {
        var scenario = Parse(Good);
        Assert.Equal(("sale", 10, 60d), (scenario.Name, scenario.Visitors, scenario.Seconds));
    }

    [Theory]
    [InlineData("\"seconds\": 60", "\"secnds\": 60", "sale.json:1: \"seconds\" is missing; a number from 1 to 172800 is expected")]
    [InlineData("\"seconds\": 60", "\"seconds\": -60", "sale.json:3: \"seconds\" expects a number from 1 to 172800")]
    [InlineData("\"seconds\": 60", "\"seconds\": \"60\"", "sale.json:3: \"seconds\" expects a number from 1 to 172800")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, \"ghost\": 0.3", "sale.json:3: there is no \"ghost\" here; expected are seconds, title, bucket, arrivals, ")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, // a minute", "sale.json:3: this is no JSON here (comments and commas at the end are not allowed)")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, \"seconds\": 60", "sale.json:3: \"seconds\" is there twice")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, \"bucket\": { \"refill\": -5 }", "sale.json:3: \"refill\" expects a number from 0.01 to 100000")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, \"changes\": [ { \"at\": 61, \"refill\": 5 } ]", "sale.json:3: \"at\" expects a number from 0 to 60")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, \"changes\": [ { \"at\": 6 } ]", "sale.json:3: a change is expected to name refill, capacity or paused")]
    [InlineData("\"seconds\": 60", "\"seconds\": 60, \"polling\": [ { \"kind\": \"told\", \"share\": 0.5 } ]", "sale.json:1: the shares of \"polling\" are expected to add up to 1")]
    [InlineData("\"burst\"", "\"crowd\"", "sale.json:5: \"kind\" expects one of burst, ramp, waves, poisson")]
    [InlineData("\"visitors\": 10", "\"visitors\": 1.5", "sale.json:5: \"visitors\" expects a whole number")]
    [InlineData("\"visitors\": 10", "\"rate\": 10", "sale.json:5: \"visitors\" is missing; a number from 1 to 1000000 is expected")]
    [InlineData("\"visitors\": 10", "\"visitors\": 10, \"every\": 3", "sale.json:5: there is no \"every\" here; expected are kind, at, over, visitors")]
    [InlineData("\"visitors\": 10", "\"visitors\": 10, \"at\": 50, \"over\": 20", "sale.json:5: \"over\" expects a number from 0 to 10")]
    [InlineData("\"burst\", \"visitors\": 10", "\"poisson\", \"rate\": -10", "sale.json:5: \"rate\" expects a number from 0 to 100000")]
    [InlineData("\"burst\", \"visitors\": 10", "\"poisson\", \"rate\": 10, \"at\": 30, \"until\": 20", "sale.json:5: \"until\" expects a number from 30 to 60")]
    [InlineData("\"arrivals\": [", "\"arrivals\": [ 1,", "sale.json:4: each of \"arrivals\" is expected to be an object in braces")]
    [InlineData("{ \"kind\": \"burst\", \"visitors\": 10 }", "", "sale.json:4: \"arrivals\" expects a list with at least one object")]
    [InlineData(Good, "[]", "sale.json:1: a scenario is expected to be an object in braces")]
    [InlineData(Good, "", "sale.json:1: this is no JSON here")]
    public void A_wrong_one_is_refused_with_its_line_and_what_is_expected(string part, string instead, string expected)
    {
        var exception = Assert.Throws<ScenarioException>(() => Parse(Good.Replace(part, instead, StringComparison.Ordinal)));
        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_least_twelve_are_shipped_and_each_can_be_read() => Assert.True(ShippedScenarios.All().Count >= 12);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.StartsWith("nowhere.json: cannot be read", Assert.Throws<ScenarioException>(() => ScenarioReader.Read(new FileInfo("nowhere.json"))).Message, StringComparison.Ordinal);
}
