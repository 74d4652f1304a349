namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>Endpoint metadata: rows of an error table that the endpoint can answer with, besides those of other metadata of this
/// kind.</summary>
internal sealed class ApiErrorsMetadata(IReadOnlyList<ApiError> errors)
{
    public IReadOnlyList<ApiError> Errors => errors;
}
