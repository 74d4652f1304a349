using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>What a tab does next.</summary>
internal enum Deed
{
    Nothing,
    Join,
    Ask,
    Enter,
    GiveUp,
    Reload,
}

/// <summary>Who acts when: what is due for a tab, and what its person makes of the answer. The same people in virtual time and
/// against a gateway; who calls it brings the clock and the answers. Each answer's method returns when to wake the tab again.</summary>
/// <param name="trace">Of whose sale.</param>
/// <param name="witness">Told of everything.</param>
/// <param name="open">Opens one more tab of a person, at an instant.</param>
internal sealed class Visit(Trace trace, Witness witness, Action<Tab, long> open)
{
    public const long Never = long.MaxValue;

    /// <summary>The page shows the time at once, so whoever is tracked asks at once.</summary>
    public const long AtOnce = -1;

    private const long Second = 1_000_000;

    public static Deed Due(Tab tab, long at)
    {
        if (tab.Person.Done)
            return Deed.Nothing;
        if (!tab.Waiting)
            return Deed.Join;
        if (tab.Entering)
            return Deed.Enter;
        if (at >= tab.Person.GivesUpAt)
            return Deed.GiveUp;
        return at >= tab.NextReload ? Deed.Reload : Deed.Ask;
    }

    public long Joined(Tab tab, in Welcome welcome, long at)
    {
        var person = tab.Person;
        if (person.Done)
            return Never;
        trace.Joins++;
        person.Place = welcome.Place;
        if (--tab.JoinsLeft > 0 && tab.First)
        {
            person.Joined = true;
            return at + 50_000;
        }

        if (tab.First)
        {
            for (var other = 1; other < person.Tabs; other++)
                open(new Tab(person, false) { JoinsLeft = 1 }, at + (long)(person.Chance.Between(0.2, 20) * Second));
        }

        person.Joined = tab.Waiting = true;
        tab.NextReload = NextReload(person, at);
        if (person.Ghost)
        {
            person.Fate = Fate.Ghost;
            return Never;
        }

        return person.Tracked && tab.First ? AtOnce : Later(tab, at, welcome.Wait, welcome.PollAfter);
    }

    public long Asked(Tab tab, in Question question, in Told told, long at)
    {
        var person = tab.Person;
        if (person.Done)
            return Never;
        witness.Saw(person, question, told.Position);
        switch (told.State)
        {
            case PlaceState.Waiting:
                witness.SawWaiting(person, question, told, at);
                return Later(tab, at, told.Wait.P50, told.PollAfter);
            case PlaceState.Ready:
                witness.SawReady(person, question, told, at);
                return Ready(tab, told, at);
            default:
                person.Fate = Fate.Lost;
                return Never;
        }
    }

    public long Entered(Tab tab, in Question question, EnterCode code, long at)
    {
        var person = tab.Person;
        tab.Entering = false;
        if (person.Done)
            return Never;
        switch (code)
        {
            case EnterCode.Granted:
                witness.SawAdmitted(person, at);
                return Never;
            case EnterCode.NotReady:
                witness.SawRefused(person, question);
                return at + 2 * Second;
            default:
                witness.SawGone(person, at);
                return Never;
        }
    }

    public static long GaveUp(Person person)
    {
        person.Fate = Fate.GaveUp;
        return Never;
    }

    public long Reloaded(Tab tab, long at)
    {
        tab.NextReload = NextReload(tab.Person, at);
        return tab.NextPoll = at + (long)(tab.Person.Chance.Between(0.5, 4) * Second);
    }

    private long Ready(Tab tab, in Told told, long at)
    {
        var person = tab.Person;
        switch (person.AtTheHead)
        {
            case GivingUpKind.Head:
                person.Fate = Fate.GaveUp;
                return Never;
            case GivingUpKind.Linger:
                return Later(tab, at, TimeSpan.Zero, told.PollAfter);
            default:
                tab.Entering = true;
                return at + (long)(person.Chance.Exponential(1 / Math.Max(1e-6, trace.Scenario.Think)) * Second);
        }
    }

    private long NextReload(Person person, long at) => trace.Scenario.ReloadsPerHour is var rate and > 0
        ? at + (long)(person.Chance.Exponential(rate / 3600) * Second)
        : Never;

    private long Later(Tab tab, long at, TimeSpan left, TimeSpan? pollAfter)
    {
        var person = tab.Person;
        var told = (long)(pollAfter ?? PollPacing.After(left, trace.Policy, person.Chance.Share())).TotalMicroseconds;
        tab.NextPoll = at + person.Polling switch
        {
            { Kind: PollingKind.Every } every => (long)(every.Number * Second),
            { Kind: PollingKind.Lazy } lazy => (long)(told * lazy.Number),
            { Kind: PollingKind.Jittered } around => (long)(told * person.Chance.Between(1 - around.Number, 1 + around.Number)),
            _ => told,
        };
        return Math.Min(tab.NextPoll, Math.Min(person.GivesUpAt, tab.NextReload));
    }
}
