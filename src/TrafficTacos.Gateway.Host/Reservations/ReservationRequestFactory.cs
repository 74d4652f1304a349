using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>From what the client sends to what the reservation service is asked, or the row that says what is wrong.</summary>
internal static class ReservationRequestFactory
{
    private const string Source = "traffictacos-gateway";
    private const int LongestUserAgent = 256;

    /// <summary>More is no reservation but an attack on the sale; how many one person may have is the service's to say.</summary>
    private const int MostSeats = 100;
    private const int LongestSeat = 64;

    public static (CreateReservationRequest? Request, ApiError? Error) Create(CreateReservationBody body, HttpContext context)
    {
        if (string.IsNullOrEmpty(body.EventId))
            return (null, ApiErrors.MissingEventId);
        if (!EventIdFormat.IsValid(body.EventId))
            return (null, ApiErrors.InvalidEventId);
        // A client whose language has no null sends 0 and an empty list for "not said".
        var named = body.SeatIds?.Count ?? 0;
        var quantity = body.Quantity is null or 0 ? named : body.Quantity.Value;
        if (quantity <= 0 || (named > 0 && named != quantity))
            return (null, GatewayErrors.MissingSeats);
        var seats = (body.SeatIds ?? []).OfType<string>().Where(IsSeat).Distinct(StringComparer.Ordinal).ToList();
        if (quantity > MostSeats || seats.Count != named)
            return (null, GatewayErrors.TooManySeats);
        var request = new CreateReservationRequest
        {
            EventId = body.EventId,
            Quantity = quantity,
            Metadata = new ReservationMetadata
            {
                Source = Source,
                UserAgent = Cut(context.Request.Headers.UserAgent.ToString()),
                IpAddress = context.Connection.RemoteIpAddress?.ToString() ?? "",
            },
        };
        request.SeatIds.Add(seats);
        return (request, null);
    }

    /// <summary>Seats have names in every language.</summary>
    private static bool IsSeat(string seat) => !string.IsNullOrWhiteSpace(seat) && seat.Length <= LongestSeat && !seat.Any(char.IsControl);

    private static string Cut(string text) => text.Length <= LongestUserAgent ? text : text[..LongestUserAgent];
}
