using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>The body of POST reservations: seats by name, or a quantity.</summary>
internal sealed record CreateReservationBody(
    [property: JsonPropertyName("event_id"), Required, Description("The sale: 1 to 128 characters of A-Z a-z 0-9 . _ : -")] string? EventId,
    [property: JsonPropertyName("seat_ids"), Description("The seats by name, at most 100; empty or left out takes any.")] IReadOnlyList<string?>? SeatIds,
    [property: JsonPropertyName("quantity"), Description("How many seats, where none is named; 1 to 100.")] int? Quantity,
    [property: JsonPropertyName("reservation_token"), Description("The pass that enter answered with; may come in the header X-Reservation-Token instead.")] string? ReservationToken);
