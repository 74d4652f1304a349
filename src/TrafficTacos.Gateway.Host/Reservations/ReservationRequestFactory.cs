using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>Converts a request body to a request to the reservation service, or returns the error.</summary>
internal static class ReservationRequestFactory
{
    private const string Source = "traffictacos-gateway";
    private const int MaxUserAgentLength = 256;

    /// <summary>More seats are an attack on the sale. The service decides how many a user may have.</summary>
    private const int MaxSeats = 100;
    private const int MaxSeatLength = 64;

    public static (CreateReservationRequest? Request, ApiError? Error) Create(CreateReservationBody body, HttpContext context)
    {
        if (string.IsNullOrEmpty(body.EventId))
            return (null, ApiErrors.MissingEventId);
        if (!EventIdFormat.IsValid(body.EventId))
            return (null, ApiErrors.InvalidEventId);
        // A client without null sends 0 or an empty list for a missing value.
        var named = body.SeatIds?.Count ?? 0;
        var quantity = body.Quantity is null or 0 ? named : body.Quantity.Value;
        if (quantity <= 0 || (named > 0 && named != quantity))
            return (null, GatewayErrors.MissingSeats);
        var seats = (body.SeatIds ?? []).OfType<string>().Where(IsSeat).Distinct(StringComparer.Ordinal).ToList();
        if (quantity > MaxSeats || seats.Count != named)
            return (null, GatewayErrors.TooManySeats);
        var request = new CreateReservationRequest
        {
            EventId = body.EventId,
            Quantity = quantity,
            Metadata = new ReservationMetadata
            {
                Source = Source,
                UserAgent = Cut(context.Request.Headers.UserAgent.ToString()),
                IpAddress = ClientAddress.TextOf(context),
            },
        };
        request.SeatIds.Add(seats);
        return (request, null);
    }

    /// <summary>The name of a seat may be in any script.</summary>
    private static bool IsSeat(string seat) => !string.IsNullOrWhiteSpace(seat) && seat.Length <= MaxSeatLength && !seat.Any(char.IsControl);

    private static string Cut(string text) => text.Length <= MaxUserAgentLength ? text : text[..MaxUserAgentLength];
}
