namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What the documentation of an API says about the gates in front of an endpoint.</summary>
internal static class GateDocumentation
{
    /// <summary>An idempotency key, as examples show it.</summary>
    public const string Key = "3f1f7a52-5d0c-4f7e-9f0e-6a1d3c1c8b11";

    /// <summary>A reservation token, likewise.</summary>
    public const string Pass = "AgAABj0pWk9Ft3hVbWUtcmVzZXJ2YXRpb24tdG9rZW4";

    public static IEnumerable<object> OfKey(bool required) =>
    [
        new RequestParameterMetadata(
            RequestReader.IdempotencyKeyHeader,
            RequestParameterLocation.Header,
            "1 to 255 printable ASCII characters, made up by the client. The same request with the same key again is done once, and gets the first answer.",
            Key,
            required),
        new ResponseHeaderMetadata(StoredResponse.ReplayedHeader, "`true` when this is the answer that an earlier request with this key got.", "true"),
        new ResponseHeaderMetadata(StoredResponse.CachedHeader, $"The same as {StoredResponse.ReplayedHeader}, for clients that look for this name.", "true"),
        .. required ? ErrorDocumentation.Of(ApiErrors.IdempotencyRequired) : [],
        // The body is read for the key, where the endpoint itself reads none, too.
        .. ErrorDocumentation.Of(ApiErrors.BodyTooLarge, ApiErrors.InvalidIdempotencyKey, ApiErrors.IdempotencyConflict, ApiErrors.IdempotencyInProgress, ApiErrors.QueueUnavailable),
    ];

    public static IEnumerable<object> OfAdmission(bool failOpen) =>
    [
        new RequestParameterMetadata(
            RequestReader.ReservationTokenHeader,
            RequestParameterLocation.Header,
            "The reservation token that enter answered with. It is spent when the answer is a success.",
            Pass,
            true),
        .. ErrorDocumentation.Of(ApiErrors.AdmissionRequired),
        .. failOpen ? [] : ErrorDocumentation.Of(ApiErrors.QueueUnavailable),
    ];
}
