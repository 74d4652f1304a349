using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>What every state must satisfy, whatever led to it.</summary>
internal static class Invariants
{
    public static void Check(StoreState state)
    {
        // 2. One place an identity; both indexes hold the same people.
        Assert.Equal(state.Queue.Count, state.Queue.Select(place => place.Entry).Distinct().Count());
        Assert.Equal(state.Queue.Select(place => place.Entry).ToHashSet(), state.Heartbeats.Keys.ToHashSet());

        // 1. Tickets are the order of the joins.
        var tickets = state.Journal.Where(record => record.Kind == "joined").Select(record => record.Ticket).ToList();
        Assert.Equal(tickets.Order().Distinct(), tickets);
        Assert.Equal(state.Queue.OrderBy(place => place.Ticket), state.Queue);

        // 8. Everybody who joined is waiting or has gone one way, and the journal agrees.
        var gone = state.Count("admitted") + state.Count("left") + state.Count("expired") + state.Count("no_show");
        Assert.Equal(state.Count("joined"), state.Queue.Count + gone);

        // 5. A place ends once: at most one admission, and so one pass, a ticket.
        var ends = state.Journal.Where(record => record.Kind != "joined").Select(record => (record.Entry, record.Ticket)).ToList();
        Assert.Equal(ends.Count, ends.Distinct().Count());
        foreach (var (entry, pass) in state.Passes)
            Assert.Contains(state.Journal, record => record.Kind == "admitted" && record.Entry == entry && record.Ticket == pass.Ticket);
    }
}
