using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Reservations;

namespace TrafficTacos.Samples.Reservations;

/// <summary>All reservations, behind one lock, so that one reservation at most holds a seat. A refusal is an error code.</summary>
internal sealed class ReservationStore(ReservationsSampleOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SeatMap> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeatHold> _holds = new(StringComparer.Ordinal);
    private readonly Dictionary<(string User, string Key), SeatHold> _keys = [];

    /// <summary>All holds last equally long, so the oldest expires first.</summary>
    private readonly Queue<SeatHold> _expiring = new();

    /// <summary>Creates a reservation, or returns the one that the same request created before.</summary>
    public (Reservation? Reservation, ErrorCode Refusal) Create(CreateReservationRequest request)
    {
        lock (_lock)
        {
            var now = Expire();
            var key = (request.UserId, request.IdempotencyKey);
            if (request.IdempotencyKey.Length > 0 && _keys.TryGetValue(key, out var made))
                return IsSame(made.Request, request) ? (made.View(), default) : (null, ErrorCode.IdempotencyConflict);
            var (seats, refusal) = Map(request.EventId).Take(request.SeatIds, request.Quantity);
            if (seats is null)
                return (null, refusal);
            var hold = new SeatHold(request, seats, options.Price, now, now + options.HoldTime);
            _holds.Add(hold.Id, hold);
            _expiring.Enqueue(hold);
            if (request.IdempotencyKey.Length > 0)
                _keys.Add(key, hold);
            return (hold.View(), default);
        }
    }

    public (Reservation? Reservation, ErrorCode Refusal) Get(string id, string user)
    {
        lock (_lock)
        {
            Expire();
            var (hold, refusal) = Find(id, user);
            return (hold?.View(), refusal);
        }
    }

    /// <summary>Confirms a reservation that is paid. Confirming it again returns the same order.</summary>
    public (Reservation? Reservation, ErrorCode Refusal) Confirm(string id, string user, string paymentIntentId)
    {
        lock (_lock)
        {
            var now = Expire();
            var (hold, refusal) = Find(id, user);
            if (hold is null)
                return (null, refusal);
            switch (hold.Status)
            {
                case ReservationStatus.Confirmed:
                    return string.Equals(hold.PaymentIntentId, paymentIntentId, StringComparison.Ordinal)
                        ? (hold.View(), default)
                        : (null, ErrorCode.FailedPrecondition);
                case ReservationStatus.Hold:
                    hold.Confirm(paymentIntentId, now);
                    return (hold.View(), default);
                default:
                    return (null, hold.Status == ReservationStatus.Expired ? ErrorCode.ReservationExpired : ErrorCode.FailedPrecondition);
            }
        }
    }

    /// <summary>Frees the seats. Cancelling again changes nothing; a confirmed reservation cannot be cancelled.</summary>
    public (Reservation? Reservation, ErrorCode Refusal) Cancel(string id, string user)
    {
        lock (_lock)
        {
            var now = Expire();
            var (hold, refusal) = Find(id, user);
            if (hold is null)
                return (null, refusal);
            if (hold.Status is ReservationStatus.Hold)
                Release(hold, ReservationStatus.Cancelled, now);
            return hold.Status == ReservationStatus.Cancelled ? (hold.View(), default)
                : (null, hold.Status == ReservationStatus.Expired ? ErrorCode.ReservationExpired : ErrorCode.FailedPrecondition);
        }
    }

    private DateTimeOffset Expire()
    {
        var now = options.Time.GetUtcNow();
        while (_expiring.TryPeek(out var oldest) && oldest.Expires <= now)
        {
            _expiring.Dequeue();
            if (oldest.Status == ReservationStatus.Hold)
                Release(oldest, ReservationStatus.Expired, oldest.Expires);
        }

        return now;
    }

    private void Release(SeatHold hold, ReservationStatus status, DateTimeOffset at)
    {
        Map(hold.Request.EventId).Return(hold.Seats);
        hold.End(status, at);
    }

    private (SeatHold? Hold, ErrorCode Refusal) Find(string id, string user) =>
        !_holds.TryGetValue(id, out var hold) ? (null, ErrorCode.NotFound)
        : string.Equals(hold.Request.UserId, user, StringComparison.Ordinal) ? (hold, default)
        : (null, ErrorCode.Forbidden);

    private SeatMap Map(string eventId)
    {
        if (!_events.TryGetValue(eventId, out var map))
            _events.Add(eventId, map = new SeatMap(options.Seats));
        return map;
    }

    /// <summary>Compares what is ordered. The reservation token may differ.</summary>
    private static bool IsSame(CreateReservationRequest one, CreateReservationRequest other) =>
        string.Equals(one.EventId, other.EventId, StringComparison.Ordinal) && one.Quantity == other.Quantity && one.SeatIds.Equals(other.SeatIds);
}
