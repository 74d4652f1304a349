using Google.Protobuf.WellKnownTypes;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Reservations;

namespace TrafficTacos.Samples.Reservations;

/// <summary>One reservation. The lock of <see cref="ReservationStore"/> guards it.</summary>
internal sealed class SeatHold(CreateReservationRequest request, IReadOnlyList<string> seats, int price, DateTimeOffset created, DateTimeOffset expires)
{
    private const string Currency = "KRW";

    private readonly DateTimeOffset _created = created;

    public string Id { get; } = $"rsv_{Guid.NewGuid():N}";

    public CreateReservationRequest Request { get; } = request;

    public IReadOnlyList<string> Seats { get; } = seats;

    public DateTimeOffset Expires { get; } = expires;

    public ReservationStatus Status { get; private set; } = ReservationStatus.Hold;

    public DateTimeOffset Updated { get; private set; } = created;

    public string OrderId { get; private set; } = "";

    public string PaymentIntentId { get; private set; } = "";

    public Money Total => new() { Amount = (long)price * Seats.Count, Currency = Currency };

    public void End(ReservationStatus status, DateTimeOffset at) => (Status, Updated) = (status, at);

    public void Confirm(string paymentIntentId, DateTimeOffset at)
    {
        End(ReservationStatus.Confirmed, at);
        PaymentIntentId = paymentIntentId;
        OrderId = $"ord_{Guid.NewGuid():N}";
    }

    public Reservation View()
    {
        var view = new Reservation
        {
            ReservationId = Id,
            EventId = Request.EventId,
            UserId = Request.UserId,
            Status = Status,
            Quantity = Seats.Count,
            TotalAmount = Total,
            CreatedAt = Timestamp.FromDateTimeOffset(_created),
            UpdatedAt = Timestamp.FromDateTimeOffset(Updated),
            HoldExpiresAt = Timestamp.FromDateTimeOffset(Expires),
            PaymentIntentId = PaymentIntentId,
            OrderId = OrderId,
        };
        view.Seats.Add(SeatViews());
        return view;
    }

    /// <summary>Seat <c>A-12</c> is number 12 of row A. A seat id of another form has neither row nor number.</summary>
    public IEnumerable<Seat> SeatViews()
    {
        var status = Status switch
        {
            ReservationStatus.Hold => SeatStatus.Reserved,
            ReservationStatus.Confirmed => SeatStatus.Sold,
            _ => SeatStatus.Available,
        };
        return Seats.Select(id =>
        {
            var parts = id.Split('-');
            return new Seat
            {
                Id = id,
                Row = parts.Length == 2 ? parts[0] : "",
                Number = parts.Length == 2 ? parts[1] : "",
                Price = new Money { Amount = price, Currency = Currency },
                Status = status,
            };
        });
    }
}
