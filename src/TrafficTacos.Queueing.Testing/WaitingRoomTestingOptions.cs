using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.Testing;

/// <summary>What <c>AddWaitingRoomTesting(…)</c> changes of the application.</summary>
public sealed class WaitingRoomTestingOptions
{
    /// <summary>Whether everybody is admitted at once, in whichever event: every event is in mode
    /// <see cref="EventMode.Passthrough"/>, and without schedule, draw and limits for a user. Passes and sessions are real. Default true. False
    /// keeps the numbers of the application, for a test of its queue.</summary>
    public bool AdmitEverybody { get; set; } = true;

    /// <summary>The clock. Null, the default, is the <see cref="FakeTimeProvider"/> that is registered as <see cref="TimeProvider"/>, otherwise a
    /// new one that begins at the present time and stands still.</summary>
    public FakeTimeProvider? Time { get; set; }
}
