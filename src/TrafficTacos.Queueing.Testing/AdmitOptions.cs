namespace TrafficTacos.Queueing.Testing;

/// <summary>How a client of a test is admitted.</summary>
public sealed class AdmitOptions
{
    /// <summary>Where the queue's endpoints are: the prefix of <c>MapWaitingRoom(…)</c>. Default <c>/queue</c>.</summary>
    public string Prefix { get; set; } = "/queue";

    /// <summary>Whether the pass is turned into a session, which serves any number of requests. Default false.</summary>
    public bool OpenSession { get; set; }

    /// <summary>Whether the client sends the pass, or the session, with all requests from now on. Default true.</summary>
    public bool SetDefaultHeader { get; set; } = true;

    /// <summary>The header of a pass, where the application has renamed it. Default <c>X-Reservation-Token</c>.</summary>
    public string ReservationTokenHeader { get; set; } = "X-Reservation-Token";

    /// <summary>The header of a session, where the application has renamed it. Default <c>X-Waiting-Room-Session</c>.</summary>
    public string SessionTokenHeader { get; set; } = "X-Waiting-Room-Session";
}
