namespace TrafficTacos.Queueing.Proxy.Tests.Settings;

/// <summary>What the variables may be, and what the program says where they may not.</summary>
public sealed class SettingTests
{
    private static readonly Dictionary<string, string> Enough = new(StringComparer.Ordinal) { ["PROXY_UPSTREAM"] = "http://127.0.0.1:9", ["STORE"] = "memory" };

    [Theory]
    [InlineData("PROXY_UPSTREAM", "", "PROXY_UPSTREAM has no address")]
    [InlineData("PROXY_UPSTREAM", "shop:5000", "PROXY_UPSTREAM has 'shop:5000'; expected addresses such as")]
    [InlineData("PROXY_UPSTREAM", "ftp://shop", "PROXY_UPSTREAM has 'ftp://shop'")]
    [InlineData("PROXY_PORT", "http", "PROXY_PORT has 'http'; expected a port.")]
    [InlineData("PROXY_HEALTH_PORT", "8080", "PROXY_HEALTH_PORT has '8080'; expected another port than PROXY_PORT.")]
    [InlineData("PROXY_PROTECT", "/shop/*,checkout", "PROXY_PROTECT has 'checkout'; expected rules such as")]
    [InlineData("PROXY_PROTECT", "/sh%6fp", "PROXY_PROTECT has '/sh%6fp'")]
    [InlineData("PROXY_PROTECT", "?route", "PROXY_PROTECT has '?route'")]
    [InlineData("PROXY_EXCLUDE", "/a//b", "PROXY_EXCLUDE has '/a//b'")]
    [InlineData("TRUSTED_PROXIES", "0.0.0.0/0", "TRUSTED_PROXIES has '0.0.0.0/0'")]
    [InlineData("STORE", "", "REDIS_ADDRESS is missing; expected host:port, or STORE=memory")]
    [InlineData("REDIS_ADDRESS", ",", "REDIS_ADDRESS has ','")]
    [InlineData("WAITINGROOM_EVENT_ID", "a b", "WAITINGROOM_EVENT_ID has 'a b'; expected letters")]
    [InlineData("WAITINGROOM_COLOUR", "red", "WAITINGROOM_COLOUR is no option of the waiting room")]
    [InlineData("WAITINGROOM_BURST", "many", "'many' at 'WAITINGROOM_BURST'")]
    [InlineData("WAITINGROOM_ADMISSIONS_PER_SECOND", "-1", "The field WAITINGROOM_ADMISSIONS_PER_SECOND must be between")]
    public async Task A_bad_setting_stops_the_start_with_a_sentence_that_names_it(string variable, string value, string sentence)
    {
        var (status, output) = await ProxyProcess.RunAsync(new Dictionary<string, string>(Enough, StringComparer.Ordinal) { [variable] = value });
        Assert.Equal(1, status);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_is_said_at_once()
    {
        var (_, output) = await ProxyProcess.RunAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["PROXY_PORT"] = "x", ["PROXY_PROTECT"] = "x", ["PROXY_UPSTREAM"] = "x", ["REDIS_ADDRESS"] = ",", ["WAITINGROOM_X"] = "1" });
        Assert.Equal(["PROXY_PORT", "PROXY_PROTECT", "PROXY_UPSTREAM", "REDIS_ADDRESS", "WAITINGROOM_X"], output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));

        var (_, without) = await ProxyProcess.RunAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["PROXY_PORT"] = "x" });
        Assert.Equal(["PROXY_PORT", "PROXY_UPSTREAM", "REDIS_ADDRESS"], without.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
    }

    /// <summary>What the help names is what the program reads.</summary>
    [Fact]
    public async Task Help_names_every_variable()
    {
        var (status, output) = await ProxyProcess.RunAsync(new Dictionary<string, string>(StringComparer.Ordinal), "--help");
        Assert.Equal(0, status);
        var source = File.ReadAllText(Path.Combine(ProjectPath.Of(typeof(SettingTests).Assembly, "ProxyProject"), "ProxySettings.cs"));
        var read = System.Text.RegularExpressions.Regex.Matches(source, "\"((PROXY|REDIS|TRUSTED)_[A-Z_]+|STORE)\"").Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.Equal(9, read.Count);
        Assert.All(read, variable => Assert.Contains($"\n  {variable} ", output, StringComparison.Ordinal));
    }
}
