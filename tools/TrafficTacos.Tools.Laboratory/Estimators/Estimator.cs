using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Estimators;

/// <summary>An estimator to compare. All estimators receive the samples of the same sales, with the same inputs as the library's.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Description">One line for the report.</param>
/// <param name="Estimate">The estimate for a sample of a trace.</param>
internal sealed record Estimator(string Name, string Description, Func<SaleTrace, EstimateSample, Estimate> Estimate)
{
    /// <summary>An estimator that yields a single number of seconds, without a distribution.</summary>
    public static Estimator FromSeconds(string name, string description, Func<SaleTrace, EstimateSample, double> seconds) =>
        new(name, description, (trace, sample) =>
        {
            var wait = TimeSpan.FromSeconds(Math.Min(seconds(trace, sample), 1e9));
            return new Estimate(wait, wait, 1);
        });
}
