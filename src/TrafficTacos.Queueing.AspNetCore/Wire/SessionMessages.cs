using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>POST session.</summary>
internal sealed record OpenSessionRequest(
    [property: JsonPropertyName("reservation_token"), Description("The pass of enter; may come in the header X-Reservation-Token instead.")] string? ReservationToken = null);

/// <summary>201 of session.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record OpenSessionResponse(
    [property: JsonPropertyName("session_token"), Description("Proof of admission for any number of requests while the session lives. Opaque.")] string SessionToken,
    [property: JsonPropertyName("session_id"), Description("Names the session for the application. It is no proof of admission.")] string SessionId,
    [property: JsonPropertyName("expires_in_sec"), Description("Seconds until the session ends if nobody uses it.")] long ExpiresInSec,
    [property: JsonPropertyName("extendable_until"), Description("The latest time to which it can last.")] DateTime ExtendableUntil);

/// <summary>200 of a look at the session, and of its extension.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record SessionResponse(
    [property: JsonPropertyName("session_id"), Description("Names the session for the application. It is no proof of admission.")] string SessionId,
    [property: JsonPropertyName("event_id"), Description("The event that the visitor was admitted to.")] string EventId,
    [property: JsonPropertyName("expires_in_sec"), Description("Seconds until the session ends if nobody uses it.")] long ExpiresInSec,
    [property: JsonPropertyName("extendable_until"), Description("The latest time to which it can last.")] DateTime ExtendableUntil,
    [property: JsonPropertyName("warn_in_sec"), Description("In how many seconds a page should warn that the session ends; 0 from then on.")] long WarnInSec,
    [property: JsonPropertyName("session_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The same session with newer times, to be kept instead. The old one stays good.")] string? SessionToken = null);

/// <summary>200 of a release.</summary>
internal sealed record SessionReleaseResponse(
    [property: JsonPropertyName("status"), Description("Always released.")] string Status);
