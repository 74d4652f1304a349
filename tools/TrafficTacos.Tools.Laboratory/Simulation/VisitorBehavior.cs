using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>
/// Decides which action of a tab is due, and how a visitor reacts to the response. The simulation and the replay share it; each
/// brings its own clock and its own responses. Every <c>On…</c> method returns when to wake the tab again.
/// </summary>
/// <param name="trace">The sale.</param>
/// <param name="recorder">Receives every response.</param>
/// <param name="openTab">Schedules another tab of a visitor.</param>
internal sealed class VisitorBehavior(SaleTrace trace, ObservationRecorder recorder, Action<BrowserTab, long> openTab)
{
    public const long Never = long.MaxValue;

    /// <summary>Poll again without delay. A tracked visitor polls right after the join, because the page shows an estimate at once.</summary>
    public const long Immediately = -1;

    private const long Second = 1_000_000;
    private const long BotJoinInterval = 50_000;
    private const long EnterRetryInterval = 2 * Second;
    private const long HiddenPollInterval = 60 * Second;

    public static VisitorAction NextAction(BrowserTab tab, long at)
    {
        if (tab.LeavesShopAt >= 0)
            return VisitorAction.Shop;
        if (tab.Visitor.IsDone)
            return VisitorAction.None;
        if (!tab.IsWaiting)
            return VisitorAction.Join;
        if (at >= tab.Visitor.SleepsAt && at < tab.Visitor.WakesAt)
            return VisitorAction.Sleep;
        if (tab.IsEntering && at >= tab.EnterAt)
            return VisitorAction.Enter;
        if (at >= tab.Visitor.AbandonsAt)
            return VisitorAction.Abandon;
        return at >= tab.NextReloadAt ? VisitorAction.Reload : VisitorAction.Poll;
    }

    public long OnJoined(BrowserTab tab, in JoinResponse response, long at)
    {
        var visitor = tab.Visitor;
        if (visitor.IsDone)
            return Never;
        trace.Joins++;
        visitor.Place = response.Place;
        if (--tab.JoinsLeft > 0 && tab.IsFirst)
        {
            visitor.HasJoined = true;
            // It goes on joining, whatever it is told, and may so let its turn pass.
            visitor.MayBePassedOver = true;
            return at + BotJoinInterval;
        }

        if (tab.IsFirst)
        {
            for (var other = 1; other < visitor.Tabs; other++)
                openTab(new BrowserTab(visitor, false) { JoinsLeft = 1 }, at + (long)(visitor.Random.Uniform(0.2, 20) * Second));
        }

        visitor.HasJoined = tab.IsWaiting = true;
        tab.NextReloadAt = NextReload(visitor, at);
        if (visitor.IsGhost)
        {
            visitor.Outcome = VisitorOutcome.Ghost;
            return Never;
        }

        return visitor.IsTracked && tab.IsFirst ? Immediately : SchedulePoll(tab, at, response.EstimatedWait, response.PollAfter);
    }

    public long OnStatus(BrowserTab tab, in RequestContext request, in StatusResponse response, long at)
    {
        var visitor = tab.Visitor;
        if (visitor.IsDone)
            return Never;
        recorder.RecordStatus(visitor, request, response.Position, at);
        if (response.HasMessage && visitor.StaysWhenTold < Never)
            visitor.AbandonsAt = Math.Min(visitor.AbandonsAt, at + visitor.StaysWhenTold);
        switch (response.State)
        {
            case PlaceState.Waiting:
                tab.IsEntering = false;
                recorder.RecordWaiting(visitor, request, response, at);
                return SchedulePoll(tab, at, response.Estimate.P50, response.PollAfter);
            case PlaceState.Ready:
                recorder.RecordReady(visitor, request, response, at);
                return OnReady(tab, response, at);
            default:
                visitor.Outcome = response.IsClosed ? VisitorOutcome.TurnedAway : VisitorOutcome.Lost;
                return Never;
        }
    }

    public long OnEntered(BrowserTab tab, in RequestContext request, EnterCode code, long at)
    {
        var visitor = tab.Visitor;
        tab.IsEntering = false;
        if (visitor.IsDone)
            return Never;
        switch (code)
        {
            case EnterCode.Granted when visitor.WhenReady == AbandonmentKind.Unspent && visitor.UnspentAt < 0:
                (visitor.UnspentAt, visitor.MayBePassedOver) = (at, true);
                return at + (long)trace.Policy.PassLifetime + EnterRetryInterval;
            case EnterCode.Granted:
                recorder.RecordAdmitted(visitor, at);
                return Never;
            case EnterCode.NotReady:
                recorder.RecordNotReady(visitor, request, at);
                return at + EnterRetryInterval;
            default:
                recorder.RecordGone(visitor, at);
                return Never;
        }
    }

    public static long OnAbandoned(Visitor visitor)
    {
        visitor.Outcome = VisitorOutcome.Abandoned;
        return Never;
    }

    /// <summary>Nothing is sent, and the page knows no more than the engine what passed meanwhile.</summary>
    public static long OnAsleep(Visitor visitor)
    {
        visitor.MayBePassedOver = true;
        return visitor.WakesAt;
    }

    public long OnReloaded(BrowserTab tab, long at)
    {
        tab.NextReloadAt = NextReload(tab.Visitor, at);
        return tab.NextPollAt = at + (long)(tab.Visitor.Random.Uniform(0.5, 4) * Second);
    }

    private long OnReady(BrowserTab tab, in StatusResponse response, long at)
    {
        var visitor = tab.Visitor;
        switch (visitor.WhenReady)
        {
            case AbandonmentKind.NoShow:
                return OnAbandoned(visitor);
            case AbandonmentKind.Linger:
                return SchedulePoll(tab, at, TimeSpan.Zero, response.PollAfter);
            default:
                if (!tab.IsEntering)
                    tab.EnterAt = at + (long)(visitor.Random.Exponential(1 / Math.Max(1e-6, trace.Scenario.ThinkTime)) * Second);
                tab.IsEntering = true;
                return Math.Min(tab.EnterAt, SchedulePoll(tab, at, TimeSpan.Zero, response.PollAfter));
        }
    }

    private long NextReload(Visitor visitor, long at) => trace.Scenario.ReloadsPerHour is var rate and > 0
        ? at + (long)(visitor.Random.Exponential(rate / 3600) * Second)
        : Never;

    private long SchedulePoll(BrowserTab tab, long at, TimeSpan remaining, TimeSpan? pollAfter)
    {
        var visitor = tab.Visitor;
        var advertised = (long)(pollAfter ?? PollPacing.After(remaining, trace.Policy, visitor.Random.NextDouble())).TotalMicroseconds;
        tab.NextPollAt = at + visitor.Polling switch
        {
            { Kind: PollingKind.Fixed } pattern => (long)(pattern.Value * Second),
            { Kind: PollingKind.Scaled } pattern => (long)(advertised * pattern.Value),
            { Kind: PollingKind.Jittered } pattern => (long)(advertised * visitor.Random.Uniform(1 - pattern.Value, 1 + pattern.Value)),
            _ => advertised,
        };
        // The page is seen at first, and polls once before somebody turns to another tab.
        if (visitor.IsHidden && visitor.LastHeardAt >= 0)
            tab.NextPollAt = Math.Max(tab.NextPollAt, at + HiddenPollInterval);
        return Math.Min(tab.NextPollAt, Math.Min(visitor.AbandonsAt, tab.NextReloadAt));
    }
}
