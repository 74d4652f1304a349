using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Estimation;

/// <summary>An event at one instant: all that the estimate knows of it.</summary>
/// <param name="Now">Microseconds by the store's clock.</param>
/// <param name="Length">Entries in the queue.</param>
/// <param name="Level">What the bucket holds, in millionths of a token.</param>
/// <param name="AdmissionsPerSecond">The bucket's rate, in tokens a second.</param>
/// <param name="Burst">What the bucket holds at most, in tokens.</param>
/// <param name="Paused">Admission is stopped: by an operator, or because the store lost places.</param>
/// <param name="FirstJoin">The first join, in microseconds.</param>
/// <param name="Admissions">Visitors admitted.</param>
/// <param name="Abandoned">Visitors who left, or fell silent after they had polled at least once.</param>
/// <param name="NoShows">Visitors who did not come in their turn.</param>
/// <param name="NeverPolled">Visitors who expired without a single poll.</param>
/// <param name="Settled">Entries that joined longer ago than the no-show timeout: whether they are silent is known.</param>
/// <param name="Silent">Entries without a heartbeat for the no-show timeout: at the head they would be passed over.</param>
/// <param name="Remembered">Places outside the queue that a poll brings back.</param>
/// <param name="Admitted">Visitors with a pass that is not spent.</param>
/// <param name="Seats">Seats that sessions hold.</param>
/// <param name="Service">Microseconds by the service clock.</param>
/// <param name="Conditions">What the event does, and until when.</param>
internal readonly record struct EventSnapshot(
    long Now,
    long Length,
    long Level,
    double AdmissionsPerSecond,
    double Burst,
    bool Paused,
    long FirstJoin,
    RateWindows Admissions,
    RateWindows Abandoned,
    RateWindows NoShows,
    RateWindows NeverPolled,
    long Settled,
    long Silent,
    long Remembered = 0,
    long Admitted = 0,
    long Seats = 0,
    long Service = 0,
    EventConditions Conditions = default);
