namespace TrafficTacos.Samples.Crowd.Observation;

/// <summary>What came of a purchase. Everything but <see cref="Unanswered"/> is an answer.</summary>
internal enum Outcome
{
    Unanswered,
    Order,
    SoldOut,

    /// <summary>The payment failed, as its scenario may; the seats were given back.</summary>
    Declined,

    /// <summary>The hold was over before it was paid.</summary>
    TooLate,

    /// <summary>A gateway failed while it held the pass, and whether it reserved is unknown: the pass is gone, as it must be, and
    /// what it may have held ends by itself.</summary>
    Undecided,
}
