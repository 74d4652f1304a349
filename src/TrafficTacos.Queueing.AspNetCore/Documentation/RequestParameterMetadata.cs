namespace TrafficTacos.Queueing.AspNetCore.Documentation;

internal enum RequestParameterLocation
{
    Query,
    Header,
}

/// <summary>Endpoint metadata: a parameter that the endpoint reads by hand.</summary>
/// <param name="Name">The name in the request.</param>
/// <param name="Location">Where the request carries it.</param>
/// <param name="Description">What it is for, in a sentence or two.</param>
/// <param name="Example">An example value.</param>
/// <param name="Required">Whether a request without it is refused.</param>
internal sealed record RequestParameterMetadata(
    string Name, RequestParameterLocation Location, string Description, string Example, bool Required = false);
