namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>A feature of a status request: what its response says, for middleware in front of it.</summary>
/// <param name="PollAfter">When the client is to ask again.</param>
/// <param name="IsAlive">Whether the place exists.</param>
internal sealed record PollAdvice(TimeSpan PollAfter, bool IsAlive);
