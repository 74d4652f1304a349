namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>Where a visitor stands, as the wire says it.</summary>
internal static class VisitorWords
{
    /// <summary>Null where there is no place.</summary>
    public static string? NameOf(VisitorState? state) => state switch
    {
        VisitorState.Waiting => "waiting",
        VisitorState.Ready => "ready",
        VisitorState.Admitted => "admitted",
        VisitorState.Expired => "expired",
        _ => null,
    };

    /// <summary>Whole seconds; 0 only for who does not wait.</summary>
    public static long EtaSeconds(TimeSpan eta, VisitorState? state) =>
        state == VisitorState.Waiting ? Math.Max(1, (long)Math.Ceiling(eta.TotalSeconds)) : 0;
}
