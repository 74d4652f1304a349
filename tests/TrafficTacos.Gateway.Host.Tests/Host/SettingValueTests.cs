using System.Globalization;
using Microsoft.Extensions.Configuration;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>What the Go gateway of before takes as a time or as true and false, this one takes: a deployment switches over as it is.</summary>
public sealed class SettingValueTests
{
    private static readonly Setting Key = new("Some:Key", null, "");

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("600ms", "00:00:00.6")]
    [InlineData("30s", "00:00:30")]
    [InlineData("10m", "00:10:00")]
    [InlineData("1h", "01:00:00")]
    [InlineData("10m0s", "00:10:00")]
    [InlineData("1m30s", "00:01:30")]
    [InlineData("1h0m0s", "01:00:00")]
    [InlineData("1.5s", "00:00:01.5")]
    [InlineData(".5s", "00:00:00.5")]
    [InlineData("0.25h15m", "00:30:00")]
    [InlineData("1s600ms", "00:00:01.6")]
    [InlineData("250us", "00:00:00.00025")]
    [InlineData("250\u00b5s", "00:00:00.00025")]
    [InlineData("250\u03bcs", "00:00:00.00025")]
    [InlineData("5000000ns", "00:00:00.005")]
    [InlineData("0", "00:00:00")]
    [InlineData("0s", "00:00:00")]
    [InlineData("00:10:00", "00:10:00")]
    public void A_time(string text, string expected)
    {
        var reader = Reader(text);
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), reader.Duration(Key, Day, TimeSpan.Zero, Day));
        Assert.Empty(reader.Errors);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("10 m")]
    [InlineData("10m5")]
    [InlineData("m10")]
    [InlineData("1.2.3s")]
    [InlineData(".s")]
    [InlineData("10M")]
    [InlineData("1d")]
    [InlineData("-1s")]
    [InlineData("10m-5s")]
    [InlineData("10:00:00:00:00")]
    [InlineData("25h")]
    [InlineData("24h1ns1ms")]
    [InlineData("99999999999999999999h99999999999999999999h")]
    public void No_time_or_one_beyond_the_bounds(string text)
    {
        var reader = Reader(text);
        Assert.Equal(Day, reader.Duration(Key, Day, TimeSpan.Zero, Day));
        Assert.Contains($"'{text}'; expected a duration from 0s to 24h, such as", Assert.Single(reader.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "1", "t", "T", "true", "TRUE", "True")]
    [InlineData(false, "0", "f", "F", "false", "FALSE", "False")]
    public void True_and_false(bool expected, params string[] texts)
    {
        foreach (var text in texts)
        {
            var reader = Reader(text);
            Assert.Equal((text, expected), (text, reader.Boolean(Key, fallback: !expected)));
            Assert.Empty(reader.Errors);
        }
    }

    [Theory]
    [InlineData("2")]
    [InlineData("yes")]
    [InlineData("tr")]
    public void Neither(string text)
    {
        var reader = Reader(text);
        Assert.True(reader.Boolean(Key, fallback: true));
        Assert.Contains("expected true or false", Assert.Single(reader.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_of_before_starts_as_it_is()
    {
        await using var host = await HostProcess.StartAsync(
            ("JWT_CACHE_TTL", "10m0s"), ("BACKEND_RESERVATION_API_TIMEOUT", "1.5s"), ("BACKEND_PAYMENT_API_TIMEOUT", "1s400ms"),
            ("BACKEND_RESERVATION_API_TLS_ENABLED", "0"), ("REDIS_TLS_ENABLED", "f"), ("REDIS_CLUSTER_MODE", "FALSE"), ("RATE_LIMIT_ENABLED", "1"));
        Assert.Equal("", host.Errors);
    }

    private static SettingsReader Reader(string text) =>
        SettingsReader.Of(new ConfigurationBuilder().AddInMemoryCollection([new(Key.Key, text)]).Build());
}
