using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>One answer of a gateway, and what it means in the engine's words. Status 0: there was none.</summary>
internal readonly record struct Answer(int Status, Body? Body)
{
    /// <summary>No answer to the question: the same one may be sent again.</summary>
    public bool Failed => Status is 0 or 429 or >= 500 || Body?.Error?.Code is "IDEMPOTENCY_IN_PROGRESS" || Body is null;

    /// <summary>Of a join, be it the first or a repeated one.</summary>
    public string WaitingToken => Body?.WaitingToken is { Length: > 0 } token
        ? token
        : throw new ReplayException($"a join was answered {Status} {Body?.Error?.Code}");

    public PlaceState State => Body?.Status switch
    {
        "waiting" => PlaceState.Waiting,
        "ready" => PlaceState.Ready,
        "admitted" => PlaceState.Admitted,
        _ => PlaceState.Gone,
    };

    public EnterCode Entered => (Status, Body?.Error?.Code) switch
    {
        (200, _) => EnterCode.Granted,
        (403, "NOT_READY") => EnterCode.NotReady,
        _ => EnterCode.Gone,
    };

    public Estimate Wait => new(TimeSpan.FromSeconds(Body!.EtaSec), TimeSpan.FromSeconds(Body.EtaP90Sec), Body.EtaConfidence);

    public TimeSpan? PollAfter => Body?.PollAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
