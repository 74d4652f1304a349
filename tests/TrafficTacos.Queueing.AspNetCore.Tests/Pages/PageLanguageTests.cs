using System.Text.RegularExpressions;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Pages;

/// <summary>A language is a file: each has what the page needs, and numbers need no culture.</summary>
public sealed partial class PageLanguageTests
{
    public static TheoryData<string> Codes => [.. PageLanguage.All.Keys];

    [Fact]
    public void Six_languages_are_embedded() => Assert.Equal(["ar", "en", "es", "ja", "ko", "zh-Hans"], PageLanguage.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_language_has_the_same_texts_with_the_same_places_for_values(string code)
    {
        var language = PageLanguage.All[code];
        Assert.Equal(PageLanguage.English.Texts.Keys.Order(StringComparer.Ordinal), language.Texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(language.Texts, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
        Assert.Equal(10, language.Digits.Length);
        foreach (var (name, text) in language.Texts)
        {
            // A form of a plural may say the number as a word.
            var last = text.Split('|')[^1];
            Assert.Equal(ValuesIn(PageLanguage.English.Texts[name].Split('|')[^1]), ValuesIn(last));
        }
    }

    [Fact]
    public void Every_state_has_a_heading_and_a_sentence() => Assert.All(
        Enum.GetValues<WaitingPageState>().Select(PageViewFactory.NameOf).SelectMany(name => new[] { name, name + "_lead" }),
        name => Assert.Contains(name, PageLanguage.English.Texts.Keys));

    [Theory]
    [InlineData("en", 1234567, "1,234,567")]
    [InlineData("en", 999, "999")]
    [InlineData("es", 1234, "1234")]
    [InlineData("es", 12345, "12.345")]
    [InlineData("ar", 12345, "١٢٬٣٤٥")]
    [InlineData("ko", 0, "0")]
    public void Numbers_are_written_as_the_language_does(string code, long value, string written) => Assert.Equal(written, PageLanguage.All[code].Number(value));

    [Theory]
    [InlineData("en", 1, "1 minute")]
    [InlineData("en", 2, "2 minutes")]
    [InlineData("ko", 2, "2분")]
    [InlineData("ar", 1, "دقيقة واحدة")]
    [InlineData("ar", 2, "دقيقتين")]
    [InlineData("ar", 7, "٧ دقائق")]
    [InlineData("ar", 12, "١٢ دقيقة")]
    public void Plurals_are_those_of_the_language(string code, long minutes, string said) =>
        Assert.Equal(said, new PageTexts(PageLanguage.All[code], new()).Count("minutes", minutes));

    [Theory]
    [InlineData(null, "en")]
    [InlineData("ko", "ko")]
    [InlineData("ko-KR,ko;q=0.9,en;q=0.8", "ko")]
    [InlineData("fr,de;q=0.9,es-MX;q=0.8,ko;q=0.7", "es")]
    [InlineData("zh-CN,en;q=0.5", "zh-Hans")]
    [InlineData("zh-TW", "zh-Hans")]
    [InlineData("en;q=0.1,AR;q=0.2", "ar")]
    [InlineData("ja;q=0", "en")]
    [InlineData("*", "en")]
    [InlineData("not a language, at all;;q=x", "en")]
    public void The_language_is_what_the_browser_asks_for(string? accepted, string code) =>
        Assert.Equal(code, WaitingPage.LanguageOf(SamplePage.Request(acceptLanguage: accepted)));

    private static string[] ValuesIn(string text) => [.. Value().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Value();
}
