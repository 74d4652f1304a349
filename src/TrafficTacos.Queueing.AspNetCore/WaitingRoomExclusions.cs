using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Which requests pass a policy's waiting room without waiting. Each counts in <c>queue.gate_bypasses</c> under its reason.</summary>
public sealed class WaitingRoomExclusions
{
    /// <summary>Paths, such as <c>/health</c>, and everything below them, by segment and without regard to case. Reason <c>path</c>.</summary>
    public IList<string> Paths { get; } = [];

    /// <summary>File extensions of the path of a GET or HEAD request, such as <c>.css</c>. They open whatever answers such a path. Reason <c>extension</c>.</summary>
    public IList<string> Extensions { get; } = [];

    /// <summary>Networks of the connection's remote address, such as <c>10.0.0.0/8</c>. Behind a proxy use forwarded headers. Reason
    /// <c>network</c>.</summary>
    public IList<string> Networks { get; } = [];

    /// <summary>A role whose users pass. Null, the default, is none. Reason <c>role</c>.</summary>
    public string? Role { get; set; }

    /// <summary>Whether a request passes. Null, the default, lets none. Reason <c>predicate</c>.</summary>
    public Func<HttpContext, bool>? Predicate { get; set; }
}
