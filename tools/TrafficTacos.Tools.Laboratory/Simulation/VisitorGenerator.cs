using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>Generates the visitors of a scenario from a seed.</summary>
internal static class VisitorGenerator
{
    private const double Second = 1e6;
    private const int MaxTracked = 1500;

    public static Visitor[] Generate(Scenario scenario, ulong seed)
    {
        var times = new List<double>(scenario.VisitorCount);
        for (var i = 0; i < scenario.Arrivals.Count; i++)
            times.AddRange(ArrivalTimes(scenario.Arrivals[i], RandomStream.Create(seed, -1 - i)));
        times.Sort();
        var visitors = new Visitor[times.Count];
        // Bots are spread evenly, so that they do not all stand at the head.
        var botInterval = scenario.Bots.Identities > 0 ? Math.Max(1, visitors.Length / scenario.Bots.Identities) : int.MaxValue;
        for (var i = 0; i < visitors.Length; i++)
            visitors[i] = Generate(scenario, seed, i, times[i], isBot: i % botInterval == botInterval / 2);
        SelectTracked(visitors);
        return visitors;
    }

    private static void SelectTracked(Visitor[] visitors)
    {
        // The wait of somebody who does not look says nothing about an estimate.
        var polling = visitors.Where(visitor => !visitor.IsGhost && !visitor.IsHidden && visitor.SleepsAt == long.MaxValue).ToArray();
        var count = Math.Min(MaxTracked, polling.Length);
        for (var i = 0; i < count; i++)
            polling[(int)((long)i * polling.Length / count)].IsTracked = true;
    }

    private static IEnumerable<double> ArrivalTimes(Arrival arrival, RandomStream random)
    {
        for (var i = 0; i < arrival.Count; i++)
        {
            yield return arrival.Kind switch
            {
                ArrivalKind.Burst => arrival.At + random.NextDouble() * arrival.Duration,
                ArrivalKind.Waves => arrival.At + arrival.Interval * (i % WaveCount(arrival)) + random.NextDouble() * arrival.Duration,
                _ => RampTime(arrival, random.NextDouble()),
            };
        }
    }

    private static int WaveCount(Arrival arrival) => 1 + (int)((arrival.Until - arrival.At) / arrival.Interval);

    /// <summary>When this share of a ramp's visitors has arrived: the root of <c>rate·t + (to_rate − rate)·t²/2T = share·count</c>.</summary>
    private static double RampTime(Arrival arrival, double share)
    {
        var length = arrival.Until - arrival.At;
        var (rate, slope) = (arrival.Rate, (arrival.ToRate - arrival.Rate) / length);
        var count = share * (arrival.Rate + arrival.ToRate) / 2 * length;
        var t = Math.Abs(slope) < 1e-12 ? count / rate : 2 * count / (rate + Math.Sqrt(Math.Max(0, rate * rate + 2 * slope * count)));
        return arrival.At + Math.Min(t, length);
    }

    private static Visitor Generate(Scenario scenario, ulong seed, int number, double arrivesAt, bool isBot)
    {
        var random = RandomStream.Create(seed, number);
        var entry = new EntryId(new UInt128(random.Next(), random.Next()));
        var isGhost = random.NextDouble() < scenario.GhostShare;
        var polling = Pick(scenario.Polling, random.NextDouble());
        var tabs = random.NextDouble() < scenario.MultiTabShare ? 2 + (int)(random.NextDouble() * 3) : 1;
        var (abandonsAt, method, whenReady) = (double.PositiveInfinity, DepartureMethod.Leave, (AbandonmentKind?)null);
        var staysWhenTold = double.PositiveInfinity;
        var (sleepsAt, wakesAt) = (double.PositiveInfinity, 0d);
        foreach (var rule in scenario.Abandonment)
        {
            var (applies, share) = (random.NextDouble() < rule.Share, random.NextDouble());
            if (rule.First > 0 ? number >= rule.First : !applies)
                continue;
            var at = rule.Kind switch
            {
                AbandonmentKind.Constant when rule.PercentPerMinute > 0 => arrivesAt - Math.Log(1 - share) / (rule.PercentPerMinute / 100 / 60),
                AbandonmentKind.Impatient => arrivesAt + rule.Median * Math.Exp(rule.Spread * random.Normal()),
                AbandonmentKind.Wave when arrivesAt < rule.At => rule.At + share * rule.Duration,
                _ => double.PositiveInfinity,
            };
            if (rule.Kind is AbandonmentKind.NoShow or AbandonmentKind.Linger or AbandonmentKind.Unspent)
                whenReady = rule.Kind;
            if (rule.Kind == AbandonmentKind.Sleep)
                (sleepsAt, wakesAt) = (arrivesAt + rule.At, arrivesAt + rule.At + rule.Duration);
            if (rule.Kind == AbandonmentKind.Told)
                (staysWhenTold, method) = (share * rule.Duration, rule.Method);
            if (at < abandonsAt)
                (abandonsAt, method) = (at, rule.Method);
        }

        var isHidden = scenario.HiddenShare > 0 && random.NextDouble() < scenario.HiddenShare;
        return new Visitor(number, (long)(arrivesAt * Second), entry, random)
        {
            IsGhost = isGhost && !isBot,
            Polling = polling,
            Tabs = isGhost ? 1 : tabs,
            Joins = isBot ? scenario.Bots.Joins : 1,
            AbandonsAt = abandonsAt < 1e9 ? (long)(abandonsAt * Second) : long.MaxValue,
            SleepsAt = sleepsAt < 1e9 ? (long)(sleepsAt * Second) : long.MaxValue,
            WakesAt = (long)(wakesAt * Second),
            IsHidden = isHidden,
            DepartureMethod = method,
            WhenReady = whenReady,
            StaysWhenTold = staysWhenTold < 1e9 ? (long)(staysWhenTold * Second) : long.MaxValue,
        };
    }

    private static PollingPattern Pick(IReadOnlyList<PollingPattern> patterns, double share)
    {
        foreach (var pattern in patterns)
        {
            share -= pattern.Share;
            if (share < 0)
                return pattern;
        }

        return patterns[^1];
    }
}
