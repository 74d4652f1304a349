using System.Globalization;

namespace TrafficTacos.Queueing;

/// <summary>One request's claim on a pass, from <see cref="IAdmissionPasses.ClaimAsync"/>.</summary>
public class PassClaim
{
    private readonly ulong _passId;

    /// <summary>A claim of an event's pass. The waiting room makes its own; this is for tests of code that takes one.</summary>
    /// <param name="eventId">The event that the visitor was admitted to.</param>
    public PassClaim(string eventId)
        : this(eventId, 0)
    {
    }

    private protected PassClaim(string eventId, ulong passId) => (EventId, _passId) = (eventId, passId);

    /// <summary>The event that the visitor was admitted to.</summary>
    public string EventId { get; }

    /// <summary>Names the pass: 16 hexadecimal digits, the same in every request with it.</summary>
    public string PassId => _passId.ToString("x16", CultureInfo.InvariantCulture);
}
