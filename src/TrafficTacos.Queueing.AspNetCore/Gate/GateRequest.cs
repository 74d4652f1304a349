using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>A request that has met a gate.</summary>
internal sealed class GateRequest(HttpContext context, RequestKind kind, WaitingRoomPolicyOptions policy, string policyName, PathString basePath, GateRules rules)
{
    public HttpContext Context => context;

    public RequestKind Kind => kind;

    public WaitingRoomPolicyOptions Policy => policy;

    public string PolicyName => policyName;

    public GateRules Rules => rules;

    public string EventId { get; set; } = "";

    public GateVisitor Visitor { get => field ??= new GateVisitor(); set; }

    /// <summary>Whether the application has ended the session, and with it the cookies.</summary>
    public bool IsReleased { get; set; }

    /// <summary>The path of our own files, as the browser sees it.</summary>
    public string BasePath => context.Request.PathBase.Add(basePath).ToUriComponent();
}
