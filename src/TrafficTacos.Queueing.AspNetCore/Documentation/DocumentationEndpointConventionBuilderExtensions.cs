using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Says of an endpoint what cannot be read off its handler: errors, examples, parameters read by hand. It is metadata
/// alone; a transformer of the host's OpenAPI package, whichever that is, turns it into a document.</summary>
public static class DocumentationEndpointConventionBuilderExtensions
{
    /// <summary>Lists errors that the endpoint can answer with: each as a response with its status, code and an example.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="errors">Rows of an error table.</param>
    /// <returns>The builder.</returns>
    public static TBuilder WithErrors<TBuilder>(this TBuilder builder, params ApiError[] errors)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(errors);
        return builder.WithMetadata(ErrorDocumentation.Of(errors));
    }

    /// <summary>Gives an example of the request's body.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="name">What tells it from other examples.</param>
    /// <param name="body">The body.</param>
    /// <param name="type">How it is written.</param>
    /// <returns>The builder.</returns>
    public static TBuilder WithRequestExample<TBuilder, T>(this TBuilder builder, string name, T body, JsonTypeInfo<T> type)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(BodyExampleMetadata.Of(null, name, body, type));

    /// <summary>Gives an example of an answer.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="name">What tells it from other examples of this status.</param>
    /// <param name="body">The body.</param>
    /// <param name="type">How it is written.</param>
    /// <returns>The builder.</returns>
    public static TBuilder WithResponseExample<TBuilder, T>(this TBuilder builder, int status, string name, T body, JsonTypeInfo<T> type)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(BodyExampleMetadata.Of(status, name, body, type));

    /// <summary>An error whose body says more than its code.</summary>
    internal static TBuilder WithError<TBuilder, T>(this TBuilder builder, ApiError error, Func<ErrorDetail, T> body, JsonTypeInfo<T> type)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ApiErrorsMetadata([error]), new ProducesResponseTypeMetadata(error.Status, typeof(T), [ErrorDocumentation.JsonType]))
            .WithResponseExample(error.Status, error.Code, body(BodyExampleMetadata.Detail(error)), type);
}
