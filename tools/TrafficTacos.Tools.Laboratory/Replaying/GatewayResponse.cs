using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>A response of a gateway, mapped to the engine's types. Status 0: there was no response.</summary>
internal readonly record struct GatewayResponse(int Status, ResponseBody? Body)
{
    /// <summary>Whether to send the request again.</summary>
    public bool IsTransientFailure => Status is 0 or 429 or >= 500 || Body?.Error?.Code is "IDEMPOTENCY_IN_PROGRESS" || Body is null;

    /// <summary>The token of a join response. A repeated join returns it too.</summary>
    public string WaitingToken => Body?.WaitingToken is { Length: > 0 } token
        ? token
        : throw new ReplayException($"a join failed with {Status} {Body?.Error?.Code}");

    public PlaceState State => Body?.Status switch
    {
        "waiting" => PlaceState.Waiting,
        "ready" => PlaceState.Ready,
        "admitted" => PlaceState.Admitted,
        _ => PlaceState.Gone,
    };

    public EnterCode EnterCode => (Status, Body?.Error?.Code) switch
    {
        (200, _) => EnterCode.Granted,
        (403, "NOT_READY") => EnterCode.NotReady,
        _ => EnterCode.Gone,
    };

    public Estimate Estimate => new(TimeSpan.FromSeconds(Body!.EtaSec), TimeSpan.FromSeconds(Body.EtaP90Sec), Body.EtaConfidence);

    public TimeSpan? PollAfter => Body?.PollAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
