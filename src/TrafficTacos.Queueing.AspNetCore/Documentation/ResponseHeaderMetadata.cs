namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Metadata of an endpoint that sends a header with its successes, for whatever writes the documentation of the API.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Description">What it says, and when it is sent.</param>
/// <param name="Example">A value as it could be sent.</param>
public sealed record ResponseHeaderMetadata(string Name, string Description, string Example);
