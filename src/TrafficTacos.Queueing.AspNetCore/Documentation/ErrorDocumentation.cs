using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What the documentation of an API says about rows of an error table.</summary>
internal static class ErrorDocumentation
{
    public const string JsonType = "application/json";

    public static object[] Of(params ApiError[] errors) =>
    [
        new ApiErrorsMetadata(errors),
        .. errors.Select(error => error.Status).Distinct().Select(status => new ProducesResponseTypeMetadata(status, typeof(ErrorResponse), [JsonType])),
        .. errors.Select(BodyExampleMetadata.Of),
    ];
}
