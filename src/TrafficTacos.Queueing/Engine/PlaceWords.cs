using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Where a visitor is, in a few English words.</summary>
internal static class PlaceWords
{
    public static string Of(in FoundVisitor found) => found.State switch
    {
        FoundState.Waiting when found.Told >= 0 => "it is their turn",
        FoundState.Waiting => "waits",
        FoundState.Admitted when found.Kind == RecordKind.Inside => "is inside, with a session",
        FoundState.Admitted => "was let in and has not spent the pass",
        FoundState.Remembered => found.Kind switch
        {
            RecordKind.Asleep => "asleep: silent for the heartbeat time",
            RecordKind.Silent => "passed over: silent in their turn",
            RecordKind.Lingered => "passed over: did not enter in their turn",
            _ => "closed the page",
        },
        _ => "has no place",
    };
}
