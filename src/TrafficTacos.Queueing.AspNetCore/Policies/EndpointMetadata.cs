using Microsoft.AspNetCore.Builder;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Adds our metadata to endpoints of any kind.</summary>
internal static class EndpointMetadata
{
    /// <summary>With <c>Add</c> alone: YARP's builder has nothing else.</summary>
    public static TBuilder AddOurs<TBuilder>(this TBuilder builder, object metadata, string? requirement)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint =>
        {
            endpoint.Metadata.Add(metadata);
            if (requirement is not null)
                MissingRegistration.Check(endpoint, requirement);
        });
        return builder;
    }
}
