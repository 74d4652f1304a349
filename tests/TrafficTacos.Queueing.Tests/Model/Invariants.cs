using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>What every state must satisfy, whatever led to it.</summary>
internal static class Invariants
{
    public static void Check(StoreState state, EventPolicy policy)
    {
        // 2. One place an identity; both indexes hold the same people.
        Assert.Equal(state.Queue.Count, state.Queue.Select(place => place.Entry).Distinct().Count());
        Assert.Equal(state.Queue.Select(place => place.Entry).ToHashSet(), state.Heartbeats.Keys.ToHashSet());

        // 1. Tickets are the order of the joins, and of the queue but for returns.
        var tickets = state.Journal.Where(record => record.Kind == "joined").Select(record => record.Ticket).ToList();
        Assert.Equal(tickets.Order().Distinct(), tickets);
        var neverReturned = state.Queue.Where(place => !state.Records.ContainsKey(place.Entry)).ToList();
        Assert.Equal(neverReturned.OrderBy(place => place.Ticket), neverReturned);

        // 8. Everybody who joined is waiting, is remembered, or has gone one way, and the journal agrees.
        var admitted = state.Count("admitted") + state.Count("passed_through") - state.Count("unspent");
        Assert.Equal(state.Count("joined") + state.Count("restored") + state.Count("reinstated"),
            state.Queue.Count + state.Remembered + admitted + state.Count("left") + state.Count("removed") + state.Count("expired") + state.Count("no_show"));

        // Who was removed can be reinstated, and only then is removed again.
        foreach (var ticket in state.Journal.Where(record => record.Kind is "removed" or "reinstated").GroupBy(record => (record.Entry, record.Ticket)))
            Assert.InRange(ticket.Count(record => record.Kind == "removed") - ticket.Count(record => record.Kind == "reinstated"), 0, 1);

        // 5. A place ends once: between two admissions of a ticket its pass ran out unspent.
        var ends = state.Journal.Where(record => record.Kind is "left" or "expired" or "no_show").Select(record => (record.Entry, record.Ticket)).ToList();
        Assert.Equal(ends.Count, ends.Distinct().Count());
        foreach (var ticket in state.Journal.Where(record => record.Kind is "admitted" or "passed_through" or "unspent").GroupBy(record => (record.Entry, record.Ticket)))
            Assert.InRange(ticket.Count(record => record.Kind != "unspent") - ticket.Count(record => record.Kind == "unspent"), 0, 1);

        // 4. No more are inside than there are seats, unless everybody is let through.
        var passes = state.Passes.Values.Count(pass => pass.State != PassState.Spent);
        if (policy.MaximumShoppers > 0 && state.Count("passed_through") == 0)
            Assert.InRange(passes + state.Seats.Values.Count(until => until >= state.Service), 0, (int)policy.MaximumShoppers);
        Assert.DoesNotContain(state.Sessions.Keys, state.Passes.ContainsKey);
        Assert.All(state.Sessions, session => Assert.Equal(session.Value.Ends + 3_000_000, state.Seats[new Place(session.Key, session.Value.Ticket)]));
        Assert.InRange(state.Count("session_opened") - state.Count("session_ended") - state.Sessions.Count, 0, state.Seats.Count);
        foreach (var (entry, pass) in state.Passes)
            Assert.Contains(state.Journal, record => record.Kind is "admitted" or "passed_through" && record.Entry == entry && record.Ticket == pass.Ticket);
    }
}
