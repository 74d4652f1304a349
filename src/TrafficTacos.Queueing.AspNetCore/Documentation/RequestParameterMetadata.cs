namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Where a request carries a parameter.</summary>
public enum RequestParameterLocation
{
    /// <summary>In the query string.</summary>
    Query,

    /// <summary>In a header.</summary>
    Header,
}

/// <summary>Metadata of an endpoint that reads a parameter by hand, for whatever writes the documentation of the API.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Location">Where it is carried.</param>
/// <param name="Description">What it is for, in a sentence or two.</param>
/// <param name="Example">A value as it could be sent.</param>
/// <param name="Required">Whether a request without it is refused.</param>
public sealed record RequestParameterMetadata(
    string Name, RequestParameterLocation Location, string Description, string Example, bool Required = false);
