using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Pages;

/// <summary>The expected time in words.</summary>
public sealed class WaitWordsTests
{
    [Theory]
    [InlineData(12, 14.5, "about 12 minutes, most likely less than 15 minutes")]
    [InlineData(12.4, 12, "about 12 minutes")]
    [InlineData(1, 1, "about 1 minute")]
    [InlineData(0.5, 0.9, "less than a minute")]
    [InlineData(0.5, 2.1, "less than 3 minutes")]
    [InlineData(33, 41, "about 35 minutes, most likely less than 45 minutes")]
    [InlineData(88, 100, "about 1 hour 30 minutes, most likely less than 2 hours")]
    [InlineData(60 * 26, 60 * 30, "more than a day")]
    [InlineData(60 * 20, 60 * 30, "about 20 hours")]
    public void Say_a_range(double median, double p90, string words) =>
        Assert.Equal(words, WaitWords.Of(new PageTexts(PageLanguage.English, new()), TimeSpan.FromMinutes(median), TimeSpan.FromMinutes(p90)));

    [Theory]
    [InlineData("ko", "약 12분, 대부분 15분 이내")]
    [InlineData("ja", "約12分、おそらく15分以内")]
    [InlineData("zh-Hans", "约 12 分钟，很可能不超过 15 分钟")]
    [InlineData("es", "aproximadamente 12 minutos, probablemente menos de 15 minutos")]
    [InlineData("ar", "نحو ١٢ دقيقة، وعلى الأرجح أقل من ١٥ دقيقة")]
    public void In_every_language(string code, string words) =>
        Assert.Equal(words, WaitWords.Of(new PageTexts(PageLanguage.All[code], new()), TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(15)));

    /// <summary>While nothing moves there is no time to say.</summary>
    [Theory]
    [InlineData(WaitingPageState.Paused)]
    [InlineData(WaitingPageState.Full)]
    [InlineData(WaitingPageState.Gathering)]
    [InlineData(WaitingPageState.Ready)]
    public void Only_while_waiting(WaitingPageState state)
    {
        var view = SamplePage.View(SamplePage.Context(state));
        Assert.Null(view.Expected);
        Assert.Null(view.Progress);
    }
}
