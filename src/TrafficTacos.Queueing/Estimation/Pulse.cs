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
/// <param name="GaveUp">People who left, or fell silent after they had asked at least once.</param>
/// <param name="NoShows">People who did not come when it was their turn.</param>
/// <param name="Vanished">People who were never heard after they joined, and whose time was up.</param>
/// <param name="Settled">Entries that joined longer ago than the head grace: it is known whether they are silent.</param>
/// <param name="Silent">Entries not heard for the head grace: at the head they would be no-shows.</param>
internal readonly record struct Pulse(
    long Now,
    long Length,
    long Level,
    double Refill,
    double Capacity,
    bool Paused,
    long Born,
    RateWindows Admissions,
    RateWindows GaveUp,
    RateWindows NoShows,
    RateWindows Vanished,
    long Settled,
    long Silent);
