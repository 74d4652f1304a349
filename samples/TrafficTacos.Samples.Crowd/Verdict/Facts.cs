namespace TrafficTacos.Samples.Crowd.Verdict;

// What the checks are given: plain facts a client can know. Times are of one monotonic clock. What a call did, it did
// somewhere between its start and its end.

/// <summary>A visitor's answered join; it took its place in the queue between the two times.</summary>
internal readonly record struct Join(int Visitor, TimeSpan Start, TimeSpan End);

/// <summary>A visitor seen in the queue at this position, by a join or a status.</summary>
internal readonly record struct Sighting(int Visitor, TimeSpan Start, TimeSpan End, long Position, Readiness Readiness);

internal enum Readiness
{
    /// <summary>The answer did not say, or admission was paused by an operator.</summary>
    Unsaid,
    NotReady,
    Ready,
}

/// <summary>A visitor was given a pass.</summary>
internal readonly record struct Grant(int Visitor, string WaitingToken, string Pass, TimeSpan Start, TimeSpan End);

/// <summary>A pass was accepted at the protected endpoint.</summary>
internal readonly record struct Use(int Visitor, string Pass);

/// <summary>A promise (ready, or a pass) given at one time and refused by another.</summary>
/// <param name="Visitor">Who.</param>
/// <param name="Given">When the call was sent whose answer made the promise.</param>
/// <param name="Refused">When the refusal was complete.</param>
/// <param name="HoldsFor">How long the promise holds from <paramref name="Given"/> on.</param>
/// <param name="Certain">No unanswered attempt may have used the promise up before.</param>
/// <param name="What">The refusal, in words.</param>
internal readonly record struct Refusal(int Visitor, TimeSpan Given, TimeSpan Refused, TimeSpan HoldsFor, bool Certain, string What);

/// <summary>A visitor who wanted in and did not get in.</summary>
internal readonly record struct Loss(int Visitor, string Why);

/// <summary>Admissions in any time d are at most <c>Burst + PerSecond · d</c>.</summary>
internal readonly record struct Bound(double Burst, double PerSecond);
