using System.Diagnostics.Metrics;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>What became of requests at the gates.</summary>
internal sealed class GateMetrics
{
    public const string Requests = "queue.gate_requests";
    public const string Bypasses = "queue.gate_bypasses";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _bypasses;

    public GateMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WaitingRoomTelemetry.MeterName);
        _requests = meter.CreateCounter<long>(Requests, "{request}", "Requests at the gates of UseWaitingRoom(), by result.");
        _bypasses = meter.CreateCounter<long>(Bypasses, "{request}", "Requests that passed a gate without waiting, by reason.");
    }

    /// <param name="policy">The policy.</param>
    /// <param name="result"><c>session</c>, <c>admitted</c>, <c>page</c>, <c>refused</c> or <c>unavailable</c>.</param>
    public void Count(string policy, string result) => _requests.Add(1, new("policy", policy), new("result", result));

    /// <param name="policy">The policy.</param>
    /// <param name="reason">Why, as <see cref="GateBypass"/> says; <c>off</c> or <c>unavailable</c>.</param>
    public void CountBypass(string policy, string reason) => _bypasses.Add(1, new("policy", policy), new("reason", reason));
}
