namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>
/// Counts every position again from what all clients saw. Somebody with a smaller ticket was certainly ahead while their
/// leaving or entering was not asked for yet, and certainly not once it was answered; a position told between two times lies
/// between the two counts. That an earlier ticket joined earlier is what <see cref="AssertJoinOrder"/> shows first.
/// </summary>
internal static class PositionChecks
{
    /// <summary>Invariant 1, seen from outside: whoever had their answer before another asked has the smaller ticket.</summary>
    public static void AssertJoinOrder(IReadOnlyList<FleetVisitor> customers)
    {
        var answered = customers.OrderBy(customer => customer.JoinAnswered).ToArray();
        var highest = 0L;
        var i = 0;
        foreach (var customer in customers.OrderBy(customer => customer.JoinAsked))
        {
            for (; i < answered.Length && answered[i].JoinAnswered < customer.JoinAsked; i++)
                highest = Math.Max(highest, answered[i].Place.Ticket);
            Assert.True(customer.Place.Ticket > highest, "Somebody who came later got the smaller ticket.");
        }
    }

    /// <summary>Invariant 3. Returns how far apart the two counts were on average, to tell how sharp the check was.</summary>
    public static double AssertPositions(IReadOnlyList<FleetVisitor> customers)
    {
        var ranks = customers.OrderBy(customer => customer.Place.Ticket).Select((customer, rank) => (customer, rank))
            .ToDictionary(pair => pair.customer, pair => pair.rank);
        var sightings = customers.SelectMany(customer => customer.ObservedPositions).ToArray();
        var most = CountAhead(sightings, ranks, sighting => sighting.Asked, customer => customer.GoneAnswered);
        var fewest = CountAhead(sightings, ranks, sighting => sighting.Answered, customer => customer.GoneAsked);
        foreach (var sighting in sightings)
        {
            var ahead = sighting.Position - 1;
            Assert.True(ahead >= fewest[sighting] && ahead <= most[sighting],
                $"Ticket {sighting.FleetVisitor.Place.Ticket} was told {sighting.Position}, with {fewest[sighting]} to {most[sighting]} ahead.");
        }

        return sightings.Average(sighting => (double)(most[sighting] - fewest[sighting]));
    }

    /// <summary>For each sighting: how many with a smaller ticket are gone only after it.</summary>
    private static Dictionary<ObservedPosition, int> CountAhead(
        ObservedPosition[] sightings, Dictionary<FleetVisitor, int> ranks, Func<ObservedPosition, long> seen, Func<FleetVisitor, long> gone)
    {
        var counts = new Dictionary<ObservedPosition, int>(sightings.Length);
        var present = new PrefixSums(ranks.Count);
        var leaving = ranks.Keys.OrderByDescending(gone).ToArray();
        var i = 0;
        foreach (var sighting in sightings.OrderByDescending(seen))
        {
            for (; i < leaving.Length && gone(leaving[i]) > seen(sighting); i++)
                present.Add(ranks[leaving[i]]);
            counts[sighting] = present.Before(ranks[sighting.FleetVisitor]);
        }

        return counts;
    }

    /// <summary>A Fenwick tree: how many of those added have a smaller rank.</summary>
    private sealed class PrefixSums(int size)
    {
        private readonly int[] _sums = new int[size + 1];

        public void Add(int rank)
        {
            for (var i = rank + 1; i < _sums.Length; i += i & -i)
                _sums[i]++;
        }

        public int Before(int rank)
        {
            var sum = 0;
            for (var i = rank; i > 0; i -= i & -i)
                sum += _sums[i];
            return sum;
        }
    }
}
