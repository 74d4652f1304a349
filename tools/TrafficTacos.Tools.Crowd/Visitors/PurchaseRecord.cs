using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>The observations of one buyer. Only that buyer writes it; it is read after the run.</summary>
internal sealed class PurchaseRecord(int visitor, RunStatistics statistics)
{
    public PurchaseOutcome Outcome { get; private set; }

    /// <summary>The step at which an unresolved purchase stopped.</summary>
    public string Step { get; set; } = "reserving";

    public long PaidAmount { get; private set; }

    public string Currency { get; private set; } = "";

    public List<Booking> Bookings { get; } = [];

    public List<VisitorFailure> LostReservations { get; } = [];

    public List<UnadmittedReservation> UnadmittedReservations { get; } = [];

    public void Complete(PurchaseOutcome outcome)
    {
        Outcome = outcome;
        statistics.CountOutcome(outcome);
    }

    public void CompleteOrder(long amount, string currency)
    {
        (PaidAmount, Currency) = (amount, currency);
        Complete(PurchaseOutcome.Ordered);
    }

    public void AddLostReservation(string reason)
    {
        Step = reason;
        LostReservations.Add(new VisitorFailure(visitor, reason));
    }
}
