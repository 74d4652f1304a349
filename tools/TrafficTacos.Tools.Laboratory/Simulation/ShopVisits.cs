using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>
/// What happens behind the door: a pass turns into a session at once, requests renew it, and the application releases it when the visit
/// is over, or nobody does and it runs out.
/// </summary>
/// <param name="engine">Has the sessions.</param>
/// <param name="settings">How long visits are.</param>
/// <param name="trace">Receives violations.</param>
internal sealed class ShopVisits(EngineHost engine, ShoppingSettings settings, SaleTrace trace)
{
    private const double Second = 1e6;

    private readonly ReferenceSeats _seats = new(settings.Maximum);

    public void Apply(OperatorChange change) => _seats.Maximum = change.MaximumShoppers ?? _seats.Maximum;

    /// <summary>A visitor was admitted. Returns when to wake the tab again.</summary>
    public long Begin(BrowserTab tab, PassProof pass, long at)
    {
        var visitor = tab.Visitor;
        if (engine.OpenSession(visitor.Place, pass) is not { Code: OpenCode.Opened } opened || !_seats.TryTake(visitor.Number, Ends(at), at))
        {
            trace.Violations.BoundViolations++;
            return VisitorBehavior.Never;
        }

        tab.Session = opened.Session;
        tab.LeavesShopAt = at + (long)(visitor.Random.Uniform(settings.Shortest, settings.Longest) * Second);
        return Next(tab, at);
    }

    /// <summary>A visitor uses the session, or leaves.</summary>
    public long Continue(BrowserTab tab, long at)
    {
        var isOver = at >= tab.LeavesShopAt;
        if (isOver && tab.Visitor.Random.NextDouble() >= settings.ReleasedShare)
            return VisitorBehavior.Never;
        // A session that runs out during a visit would be a seat that the engine gave away.
        if (engine.StepSession(tab.Visitor.Place, tab.Session, isOver ? SessionStep.Release : SessionStep.Renew) == SessionCode.Over)
            trace.Violations.BrokenPromises++;
        if (isOver)
        {
            _seats.Release(tab.Visitor.Number);
            return VisitorBehavior.Never;
        }

        _seats.Hold(tab.Visitor.Number, Ends(at));
        return Next(tab, at);
    }

    private long Ends(long at) => at + (long)trace.Policy.SessionLifetime;

    private long Next(BrowserTab tab, long at) => Math.Min(tab.LeavesShopAt, at + (long)(trace.Policy.SessionLifetime / 4));
}
