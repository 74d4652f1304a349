using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Requests;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>What OpenAPI is told of the middleware in front of an endpoint.</summary>
internal static class AdmissionDocumentation
{
    /// <summary>An idempotency key, for examples.</summary>
    public const string Key = "3f1f7a52-5d0c-4f7e-9f0e-6a1d3c1c8b11";

    /// <summary>A reservation token, for examples.</summary>
    public const string Pass = "AgAABj0pWk9Ft3hVbWUtcmVzZXJ2YXRpb24tdG9rZW4";

    private static readonly ApiError[] KeyErrors =
    [
        // The body is read for the key, also where the endpoint reads none.
        ApiErrors.BodyTooLarge, ApiErrors.InvalidIdempotencyKey, ApiErrors.IdempotencyConflict, ApiErrors.IdempotencyInProgress, ApiErrors.QueueUnavailable,
    ];

    private static readonly object[] AcceptedKey = OfKey(KeyErrors);
    private static readonly object[] RequiredKey = OfKey([ApiErrors.IdempotencyRequired, .. KeyErrors]);

    private static readonly ApiError[] AdmissionErrors =
        [ApiErrors.AdmissionRequired, ApiErrors.AdmissionInUse, ApiErrors.AdmissionSpent, ApiErrors.AdmissionExpired, ApiErrors.QueueUnavailable];

    private static readonly object[] AdmissionMetadata = [new ApiErrorsMetadata(AdmissionErrors), .. AdmissionErrors.Select(Example)];

    /// <summary>The metadata of a key: errors, examples, response headers.</summary>
    public static object[] MetadataOf(IIdempotencyKeyMetadata key) => key.IsRequired ? RequiredKey : AcceptedKey;

    /// <summary>The metadata of a pass: errors and examples.</summary>
    public static object[] MetadataOf(IAdmissionMetadata _) => AdmissionMetadata;

    public static RequestParameterMetadata ParameterOf(IIdempotencyKeyMetadata key) => new(
        RequestReader.IdempotencyKeyHeader,
        RequestParameterLocation.Header,
        "1 to 255 printable ASCII characters that the client makes up. The same request with the same key again is done once and gets the first response.",
        Key,
        key.IsRequired);

    public static RequestParameterMetadata ParameterOf(IAdmissionMetadata _, WaitingRoomHttpOptions options) => new(
        options.ReservationTokenHeader,
        RequestParameterLocation.Header,
        "The reservation token from enter. It is spent when the request succeeds.",
        Pass,
        true);

    private static object[] OfKey(ApiError[] errors) =>
    [
        new ResponseHeaderMetadata(StoredResponse.ReplayedHeader, "`true` if this is the response that an earlier request with this key got.", "true"),
        new ResponseHeaderMetadata(StoredResponse.CachedHeader, $"The same as {StoredResponse.ReplayedHeader}, for clients that look for this name.", "true"),
        .. ErrorDocumentation.Of(errors),
    ];

    private static BodyExampleMetadata Example(ApiError error)
    {
        var body = new AdmissionProblem(error.Status == 403 ? "Forbidden" : "Service Unavailable", error.Status, error.Message, BodyExampleMetadata.Detail(error), "/queue/join", "/queue/status", 2000);
        return BodyExampleMetadata.Of(error.Status, error.Code, body, WireJson.Default.AdmissionProblem);
    }
}
