using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Documentation;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Describes to OpenAPI what cannot be read off a handler.</summary>
public static class DocumentationEndpointConventionBuilderExtensions
{
    /// <summary>Lists errors that the endpoint can answer with: a response for each status.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="errors">Rows of an error table.</param>
    /// <returns>The builder.</returns>
    public static TBuilder WithErrors<TBuilder>(this TBuilder builder, params ApiError[] errors)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(errors);
        return builder.WithMetadata(ErrorDocumentation.Of(errors));
    }

    internal static TBuilder WithRequestExample<TBuilder, T>(this TBuilder builder, string name, T body, JsonTypeInfo<T> type)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(BodyExampleMetadata.Of(null, name, body, type));

    internal static TBuilder WithResponseExample<TBuilder, T>(this TBuilder builder, int status, string name, T body, JsonTypeInfo<T> type)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(BodyExampleMetadata.Of(status, name, body, type));

    /// <summary>An error whose body says more than its code.</summary>
    internal static TBuilder WithError<TBuilder, T>(this TBuilder builder, ApiError error, Func<ErrorDetail, T> body, JsonTypeInfo<T> type)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ApiErrorsMetadata([error]), new ProducesResponseTypeMetadata(error.Status, typeof(T), [ErrorDocumentation.JsonType]))
            .WithResponseExample(error.Status, error.Code, body(BodyExampleMetadata.Detail(error)), type);
}
