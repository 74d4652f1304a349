using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Verdict;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>What one buyer saw of the sale. Written by that buyer alone, read when the run is over.</summary>
internal sealed class Purchase(int visitor, Ledger ledger)
{
    public Outcome Outcome { get; private set; }

    /// <summary>How far a buyer without an answer came.</summary>
    public string Step { get; set; } = "reserving";

    public long Paid { get; private set; }

    public string Currency { get; private set; } = "";

    public List<Booking> Bookings { get; } = [];

    public List<LostReservation> Lost { get; } = [];

    public List<Trespass> Trespasses { get; } = [];

    public void End(Outcome outcome)
    {
        Outcome = outcome;
        ledger.CountOutcome(outcome);
    }

    public void Buy(long amount, string currency)
    {
        (Paid, Currency) = (amount, currency);
        End(Outcome.Order);
    }

    public void Lose(string why)
    {
        Step = why;
        Lost.Add(new LostReservation(visitor, why));
    }
}
