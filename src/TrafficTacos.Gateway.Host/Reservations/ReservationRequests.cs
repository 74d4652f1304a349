using System.Buffers;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;
using EventId = TrafficTacos.Queueing.EventId;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>From what the client sends to what the reservation service is asked, or the row that says what is wrong.</summary>
internal static class ReservationRequests
{
    private const string Source = "traffictacos-gateway";
    private const int LongestUserAgent = 256;

    /// <summary>More is no reservation but an attack on the sale; how many one person may have is the service's to say.</summary>
    private const int MostSeats = 100;
    private const int LongestSeat = 64;
    private const int LongestId = 128;

    private static readonly SearchValues<char> Visible = SearchValues.Create(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).ToArray());

    public static (CreateReservationRequest? Request, ApiError? Error) Create(CreateReservationBody body, HttpContext context)
    {
        if (string.IsNullOrEmpty(body.EventId))
            return (null, ApiErrors.MissingEventId);
        if (!EventId.IsValid(body.EventId))
            return (null, ApiErrors.InvalidEventId);
        // A client whose language has no null sends 0 and an empty list for "not said".
        var named = body.SeatIds?.Count ?? 0;
        var quantity = body.Quantity is null or 0 ? named : body.Quantity.Value;
        if (quantity <= 0 || (named > 0 && named != quantity))
            return (null, GatewayErrors.MissingSeats);
        var seats = (body.SeatIds ?? []).OfType<string>().Where(seat => IsId(seat, LongestSeat)).Distinct(StringComparer.Ordinal).ToList();
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

    /// <summary>An id in a path or a body: what is none cannot name anything.</summary>
    public static ApiError? CheckId(string? id, ApiError missing) =>
        string.IsNullOrWhiteSpace(id) ? missing : IsId(id, LongestId) ? null : ApiErrors.InvalidRequest;

    private static bool IsId(string text, int longest) => text.Length > 0 && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(Visible);

    private static string Cut(string text) => text.Length <= LongestUserAgent ? text : text[..LongestUserAgent];
}
