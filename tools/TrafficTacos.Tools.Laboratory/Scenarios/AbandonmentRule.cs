namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>When and how a share of the visitors abandons the queue.</summary>
/// <param name="Kind">What decides about the time.</param>
/// <param name="Method">How they abandon.</param>
/// <param name="Share">The share of visitors that the rule applies to.</param>
/// <param name="At">Wave: when it begins. Sleep: seconds after the arrival.</param>
/// <param name="Duration">Wave: how long it takes. Sleep: how long it lasts. Told: the longest time until they leave.</param>
/// <param name="PercentPerMinute">Constant: the hazard.</param>
/// <param name="Median">Impatient: the median patience in seconds.</param>
/// <param name="Spread">Impatient: the standard deviation of the logarithm.</param>
/// <param name="First">The rule applies to so many visitors who arrive first, instead of a share; 0 for the share.</param>
internal sealed record AbandonmentRule(
    AbandonmentKind Kind,
    DepartureMethod Method,
    double Share = 1,
    double At = 0,
    double Duration = 0,
    double PercentPerMinute = 0,
    double Median = 0,
    double Spread = 0,
    int First = 0);
