namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Metadata of an endpoint: rows of an error table that it can answer with, beside those of other metadata of this kind.</summary>
public sealed class ApiErrorsMetadata
{
    internal ApiErrorsMetadata(IReadOnlyList<ApiError> errors) => Errors = errors;

    /// <summary>The rows.</summary>
    public IReadOnlyList<ApiError> Errors { get; }
}
