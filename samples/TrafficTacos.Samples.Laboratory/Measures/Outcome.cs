using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

/// <summary>What can be measured of a sale from outside, be it simulated or replayed: estimates are those that were answered.</summary>
internal sealed class Outcome
{
    private readonly List<Forecast> _forecasts;

    public Outcome(Trace trace)
    {
        Trace = trace;
        Fairness = Fairness.Of(trace);
        Throughput = Throughput.Of(trace);
        _forecasts = Forecasts.Of(trace, Contest.Answered);
    }

    public Trace Trace { get; }

    public Fairness Fairness { get; }

    public Throughput Throughput { get; }

    /// <summary>Seconds until the last one was in.</summary>
    public double Length => Trace.Admitted.Count == 0 ? double.NaN : Trace.People.Max(person => person.EnteredAt) / 1e6;

    /// <summary>Seconds until this share of those admitted was in; the very last one is a matter of chance.</summary>
    public double Until(double share) => Weighted.Quantile(
        Trace.Admitted.Select(number => (Trace.People[number].EnteredAt / 1e6, 1d)), share);

    /// <summary>Seconds from coming to being ready that this share was below.</summary>
    public double Wait(double share) => Weighted.Quantile(
        Trace.People.Where(person => person.ReadyAt >= 0).Select(person => ((person.ReadyAt - person.Arrives) / 1e6, 1d)), share);

    /// <summary>The share of answers that were told "ready" within their p90. It is in whole seconds, and so it is checked in whole
    /// seconds: who polls every two seconds would else miss it by the milliseconds that an answer takes.</summary>
    public double Coverage => _forecasts.Count == 0 ? double.NaN : (double)_forecasts.Count(forecast => Math.Floor(forecast.Told) <= forecast.P90) / _forecasts.Count;

    public int Count(Fate fate) => Trace.People.Count(person => person.Fate == fate);

    public EstimateScore Score(Horizon? horizon = null) =>
        EstimateScore.Of(new[] { _forecasts.Where(forecast => horizon is null || forecast.Horizon == horizon).ToList() }.Where(sale => sale.Count > 0));
}
