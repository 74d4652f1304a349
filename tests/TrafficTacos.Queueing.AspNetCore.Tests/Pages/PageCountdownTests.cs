namespace TrafficTacos.Queueing.AspNetCore.Tests.Pages;

/// <summary>What a page counts down to.</summary>
public sealed class PageCountdownTests
{
    [Theory]
    [InlineData(WaitingPageState.Scheduled, "Time until you can join", "1:00:00")]
    [InlineData(WaitingPageState.Gathering, "Time until it opens", "3:00:05")]
    [InlineData(WaitingPageState.Drawing, "Time until the draw", "2:30:00")]
    [InlineData(WaitingPageState.LogInRequired, "Time until the draw", "2:30:00")]
    public void The_next_time_that_matters(WaitingPageState state, string label, string clock)
    {
        var status = SamplePage.Event(gatherAt: SamplePage.Now.AddHours(1), drawAt: SamplePage.Now.AddHours(2.5), opensAt: SamplePage.Now.AddHours(3).AddSeconds(5));
        var view = SamplePage.View(SamplePage.Context(state, events: status));
        Assert.Equal((label, clock), (view.CountdownLabel, view.Countdown));
        Assert.Equal(view.At, SamplePage.Now.AddSeconds(view.CountdownSec!.Value));
    }

    [Fact]
    public void Days_are_said_and_a_clock_has_the_language_s_digits()
    {
        var view = SamplePage.View(SamplePage.Context(WaitingPageState.Scheduled, events: SamplePage.Event(opensAt: SamplePage.Now.AddHours(50))));
        Assert.Equal(("2 days", null), (view.Countdown, view.CountdownSec));
        Assert.Equal("٠:٠٥:٠٠", SamplePage.View(SamplePage.Context(WaitingPageState.Scheduled, "ar", events: SamplePage.Event(opensAt: SamplePage.Now.AddMinutes(5)))).Countdown);
    }

    [Fact]
    public void What_is_over_is_not_counted_down_to()
    {
        var status = SamplePage.Event(drawAt: SamplePage.Now.AddSeconds(-1), opensAt: SamplePage.Now.AddHours(1));
        Assert.Equal("Time until it opens", SamplePage.View(SamplePage.Context(WaitingPageState.Drawing, events: status)).CountdownLabel);
        Assert.Null(SamplePage.View(SamplePage.Context(WaitingPageState.Gathering, events: SamplePage.Event(opensAt: SamplePage.Now))).Countdown);
        Assert.Null(SamplePage.View(SamplePage.Context(events: status)).Countdown);
    }

    [Fact]
    public void A_drawn_number_leads_to_its_check()
    {
        var view = SamplePage.View(SamplePage.Context(WaitingPageState.Gathering, status: SamplePage.Place(drawNumber: 4321), events: SamplePage.Event(opensAt: SamplePage.Now.AddHours(1))));
        Assert.Equal("4,321", view.DrawNumber);
        Assert.Equal("/app/_waiting-room/draw/index.html?papers=%2Fapp%2F_waiting-room%2Fqueue%2Fdraw%2Fpapers%3Fevent_id%3Dconcert&leaves=%2Fapp%2F_waiting-room%2Fqueue%2Fdraw%2Fleaves%3Fevent_id%3Dconcert&mine=%2Fapp%2F_waiting-room%2Fqueue%2Fdraw%3Fevent_id%3Dconcert", view.DrawUrl);
        Assert.Null(SamplePage.View(SamplePage.Context()).DrawUrl);
    }
}
