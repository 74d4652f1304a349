using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>One browser tab of a visitor: the unit that the simulation schedules.</summary>
internal sealed class BrowserTab(Visitor visitor, bool isFirst)
{
    public Visitor Visitor => visitor;

    public bool IsFirst => isFirst;

    public int JoinsLeft { get; set; } = visitor.Joins;

    public bool IsWaiting { get; set; }

    /// <summary>When the visitor will enter; until then the page goes on polling.</summary>
    public long EnterAt { get; set; }

    public bool IsEntering { get; set; }

    public long NextPollAt { get; set; }

    public long NextReloadAt { get; set; } = long.MaxValue;

    /// <summary>Where visits are simulated: the session of the visitor who entered here.</summary>
    public SessionProof Session { get; set; }

    /// <summary>When the visit ends; −1 before it begins.</summary>
    public long LeavesShopAt { get; set; } = -1;
}
