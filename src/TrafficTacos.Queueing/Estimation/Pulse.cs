namespace TrafficTacos.Queueing.Estimation;

/// <summary>Counts in the 5-second slots of the last 1, 5 and 15 minutes.</summary>
internal readonly record struct RateWindows(long One, long Five, long Fifteen);

/// <summary>An event at one instant, at most a second old: all the estimate knows of it.</summary>
/// <param name="Now">Microseconds by the store's clock.</param>
/// <param name="Length">Entries in the queue.</param>
/// <param name="Level">What the bucket holds, in millionths of a token.</param>
/// <param name="Refill">Tokens a second.</param>
/// <param name="Capacity">Tokens.</param>
/// <param name="Paused">Admission stopped by an operator.</param>
/// <param name="Born">The first join, in microseconds.</param>
/// <param name="Admissions">People admitted.</param>
/// <param name="Departures">People who went without being admitted.</param>
internal readonly record struct Pulse(
    long Now,
    long Length,
    long Level,
    double Refill,
    double Capacity,
    bool Paused,
    long Born,
    RateWindows Admissions,
    RateWindows Departures);
