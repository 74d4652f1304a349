namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A refusal after a promise: a status "ready", or a pass.</summary>
/// <param name="Visitor">The visitor's number.</param>
/// <param name="PromisedAt">When the request was sent whose response made the promise.</param>
/// <param name="RefusedAt">When the refusal was complete.</param>
/// <param name="ValidFor">How long the promise is valid from <paramref name="PromisedAt"/>.</param>
/// <param name="IsUnambiguous">False if an earlier attempt without a response may have used the promise.</param>
/// <param name="Description">The refusal in words.</param>
internal readonly record struct Refusal(int Visitor, TimeSpan PromisedAt, TimeSpan RefusedAt, TimeSpan ValidFor, bool IsUnambiguous, string Description);
