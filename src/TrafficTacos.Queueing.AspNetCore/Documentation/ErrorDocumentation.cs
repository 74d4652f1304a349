using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>The metadata of rows of an error table.</summary>
internal static class ErrorDocumentation
{
    public const string JsonType = "application/json";
    public const string ProblemType = "application/problem+json";

    public static object[] Of(params ApiError[] errors) =>
    [
        new ApiErrorsMetadata(errors),
        .. errors.Select(error => error.Status).Distinct().Select(status => new ProducesResponseTypeMetadata(status, typeof(ErrorResponse), [JsonType])),
        .. errors.Select(BodyExampleMetadata.Of),
    ];
}
