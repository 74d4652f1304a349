using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage;

/// <summary>Outcomes as lua/open_session.lua numbers them.</summary>
internal enum OpenCode
{
    Gone = 0,
    Opened = 1,
    InUse = 2,
    Spent = 3,
}

/// <summary>The session, if one is open.</summary>
internal readonly record struct OpenReply(OpenCode Code, SessionProof Session = default);

internal enum SessionStep
{
    /// <summary>Changes nothing.</summary>
    Check,

    /// <summary>The session is used.</summary>
    Renew,

    /// <summary>As long again as a session lives, whether it slides or not.</summary>
    Extend,

    Release,
}

/// <summary>Outcomes as lua/session.lua numbers them.</summary>
internal enum SessionCode
{
    Over = 0,
    Live = 1,
    AtMaximum = 2,
}

/// <summary>The session, unless it was over. Of one that is released the end is now.</summary>
internal readonly record struct SessionReply(SessionCode Code, long Ticket = 0, SessionProof Session = default);
