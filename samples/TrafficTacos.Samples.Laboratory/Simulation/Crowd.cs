using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>Draws everybody of a scenario from a seed, before anything happens.</summary>
internal static class Crowd
{
    private const double Second = 1e6;
    private const int MostTracked = 1500;

    public static Person[] Draw(Scenario scenario, ulong seed)
    {
        var times = new List<double>(scenario.Visitors);
        for (var i = 0; i < scenario.Arrivals.Count; i++)
            times.AddRange(Times(scenario.Arrivals[i], Chance.Of(seed, -1 - i)));
        times.Sort();
        var people = new Person[times.Count];
        // Bots come in between, evenly, so that they do not all stand at the head.
        var botEvery = scenario.Bots.Identities > 0 ? Math.Max(1, people.Length / scenario.Bots.Identities) : int.MaxValue;
        for (var i = 0; i < people.Length; i++)
            people[i] = Draw(scenario, seed, i, times[i], bot: i % botEvery == botEvery / 2);
        Track(people);
        return people;
    }

    private static void Track(Person[] people)
    {
        var staying = people.Where(person => !person.Ghost).ToArray();
        for (var i = 0; i < Math.Min(MostTracked, staying.Length); i++)
            staying[(int)((long)i * staying.Length / Math.Min(MostTracked, staying.Length))].Tracked = true;
    }

    private static IEnumerable<double> Times(Arrival arrival, Chance chance)
    {
        for (var i = 0; i < arrival.Count; i++)
        {
            yield return arrival.Kind switch
            {
                ArrivalKind.Burst => arrival.At + chance.Share() * arrival.Over,
                ArrivalKind.Waves => arrival.At + arrival.Every * (i % Waves(arrival)) + chance.Share() * arrival.Over,
                _ => OnARamp(arrival, chance.Share()),
            };
        }
    }

    private static int Waves(Arrival arrival) => 1 + (int)((arrival.Until - arrival.At) / arrival.Every);

    /// <summary>Where this share of a ramp's people has come: the root of <c>rate·t + (to − rate)·t²/2T = share·people</c>.</summary>
    private static double OnARamp(Arrival arrival, double share)
    {
        var length = arrival.Until - arrival.At;
        var (rate, slope) = (arrival.Rate, (arrival.ToRate - arrival.Rate) / length);
        var people = share * (arrival.Rate + arrival.ToRate) / 2 * length;
        var t = Math.Abs(slope) < 1e-12 ? people / rate : 2 * people / (rate + Math.Sqrt(Math.Max(0, rate * rate + 2 * slope * people)));
        return arrival.At + Math.Min(t, length);
    }

    private static Person Draw(Scenario scenario, ulong seed, int number, double arrives, bool bot)
    {
        var chance = Chance.Of(seed, number);
        var entry = new EntryId(new UInt128(chance.Next(), chance.Next()));
        var ghost = chance.Share() < scenario.Ghosts;
        var polling = Pick(scenario.Polling, chance.Share());
        var tabs = chance.Share() < scenario.Tabs ? 2 + (int)(chance.Share() * 3) : 1;
        var (givesUp, manner, head) = (double.PositiveInfinity, Manner.Leave, (GivingUpKind?)null);
        foreach (var rule in scenario.GivingUp)
        {
            var (applies, draw) = (chance.Share() < rule.Share, chance.Share());
            if (!applies)
                continue;
            var at = rule.Kind switch
            {
                GivingUpKind.Constant when rule.Rate > 0 => arrives - Math.Log(1 - draw) / (rule.Rate / 100 / 60),
                GivingUpKind.Impatient => arrives + rule.Median * Math.Exp(rule.Spread * chance.Normal()),
                GivingUpKind.Wave when arrives < rule.At => rule.At + draw * rule.Over,
                _ => double.PositiveInfinity,
            };
            if (rule.Kind is GivingUpKind.Head or GivingUpKind.Linger)
                head = rule.Kind;
            if (at < givesUp)
                (givesUp, manner) = (at, rule.Manner);
        }

        return new Person(number, (long)(arrives * Second), entry, chance)
        {
            Ghost = ghost && !bot,
            Polling = polling,
            Tabs = ghost ? 1 : tabs,
            Joins = bot ? scenario.Bots.Joins : 1,
            GivesUpAt = givesUp < 1e9 ? (long)(givesUp * Second) : long.MaxValue,
            Manner = manner,
            AtTheHead = head,
        };
    }

    private static Polling Pick(IReadOnlyList<Polling> all, double share)
    {
        foreach (var polling in all)
        {
            share -= polling.Share;
            if (share < 0)
                return polling;
        }

        return all[^1];
    }
}
