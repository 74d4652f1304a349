namespace TrafficTacos.Tools.Laboratory.Scenarios;

internal enum AbandonmentKind
{
    /// <summary>A constant hazard: the same probability in every second.</summary>
    Constant,

    /// <summary>After a patience that is log-normally distributed.</summary>
    Impatient,

    /// <summary>A share of the visitors who wait at one time, within a short duration.</summary>
    Wave,

    /// <summary>When ready: the visitor stops polling and does not enter.</summary>
    NoShow,

    /// <summary>When ready: the visitor goes on polling and never enters.</summary>
    Linger,

    /// <summary>When admitted: the visitor lets the first pass run out, comes back and enters again.</summary>
    Unspent,

    /// <summary>Some time after the arrival: the visitor stops polling, and goes on after a while. This one wants to enter.</summary>
    Sleep,

    /// <summary>Some time after the poll that brings a message of the operator.</summary>
    Told,
}
