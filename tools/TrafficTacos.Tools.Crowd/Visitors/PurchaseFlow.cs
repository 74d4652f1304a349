using System.Globalization;
using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Purchases with a pass: reserves, pays, confirms, and reads the reservation back.</summary>
internal sealed class PurchaseFlow(PurchaseClient client, CrowdOptions options, PurchaseOptions purchaseOptions, RunClock clock)
{
    /// <summary>The time to live is rounded to whole seconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeRetryTime = TimeSpan.FromSeconds(20);

    private readonly PaymentFlow _paymentFlow = new(client, purchaseOptions, clock);

    /// <summary>Attempts to reserve while waiting: without a pass, and with the waiting token.</summary>
    public async Task ProbeUnadmittedAsync(VisitorRecord record, VisitorIdentity identity, string waitingToken, CancellationToken cancellationToken)
    {
        await ProbeAsync(record, identity, null, "probe-none", "reserved without a pass", cancellationToken);
        await ProbeAsync(record, identity, waitingToken, "probe-waiting", "reserved with a waiting token", cancellationToken);
    }

    public async Task BuyAsync(
        VisitorRecord record, VisitorIdentity identity, string pass, TimeSpan requestedAt, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var validFor = timeToLive - Rounding;
        var reservation = await client.ReserveAsync(identity, CreateRequest(record, pass), "reserve", requestedAt + validFor, cancellationToken);
        if (reservation is { IsSuccess: true, Body: { ReservationId: { Length: > 0 } id, TotalAmount: not null } })
        {
            record.Uses.Add(new PassUse(record.Number, pass));
            if (record.Plan.Role == VisitorRole.Prober)
                await ProbeAsync(record, identity, pass, "probe-spent", "reserved again with a used pass", cancellationToken);
            await PayAndConfirmAsync(record, identity, id, reservation.Body, cancellationToken);
        }
        else
        {
            RecordRefusal(record, reservation, requestedAt, validFor);
        }

        record.MoveTo(VisitorPhase.Admitted);
    }

    private async Task PayAndConfirmAsync(
        VisitorRecord record, VisitorIdentity identity, string reservationId, ReservationResponse reservation, CancellationToken cancellationToken)
    {
        var purchase = record.Purchase;
        purchase.Step = "paying";
        var payment = await _paymentFlow.PayAsync(identity, reservationId, reservation.TotalAmount!, cancellationToken);
        if (payment.IntentId is null)
        {
            await ResolveUnpaidAsync(purchase, identity, reservationId, payment.Error, cancellationToken);
            return;
        }

        purchase.Step = "confirming";
        var order = await client.ConfirmAsync(identity, reservationId, payment.IntentId, "confirm", cancellationToken);
        if (order is not { IsSuccess: true, Body.OrderId: { Length: > 0 } orderId })
        {
            await ResolveUnpaidAsync(purchase, identity, reservationId, $"paid, then confirm failed with {order.Describe()}", cancellationToken);
            return;
        }

        purchase.Bookings.Add(new Booking(record.Number, orderId, reservation.SeatIds ?? []));
        // A second confirmation under another idempotency key must return the same order.
        if (record.Plan.Role == VisitorRole.Prober
            && await client.ConfirmAsync(identity, reservationId, payment.IntentId, "confirm-again", cancellationToken) is { IsSuccess: true, Body.OrderId: { } secondOrderId })
            purchase.Bookings.Add(new Booking(record.Number, secondOrderId, reservation.SeatIds ?? []));

        purchase.Step = "reading the order";
        var current = await client.GetReservationAsync(identity, reservationId, cancellationToken);
        if (current is not { IsSuccess: true, Body.Status: "CONFIRMED" } || !string.Equals(current.Body.OrderId, orderId, StringComparison.Ordinal))
            purchase.AddLostReservation($"order {orderId} was confirmed, but its reservation is '{current.Body?.Status ?? current.Describe()}'");
        purchase.CompleteOrder(reservation.TotalAmount!.Amount, reservation.TotalAmount.Currency);
    }

    private static void RecordRefusal(VisitorRecord record, ApiResponse<ReservationResponse> reservation, TimeSpan requestedAt, TimeSpan validFor)
    {
        switch (reservation)
        {
            case { Status: 409, ErrorCode: "RESERVATION_CONFLICT" }:
                record.Purchase.Complete(PurchaseOutcome.SoldOut);
                break;
            case { Status: 403, IsUnambiguous: false }:
                record.Purchase.Complete(PurchaseOutcome.Unknown);
                break;
            default:
                if (reservation is { Status: 403, ErrorCode: "ADMISSION_REQUIRED" })
                {
                    record.Refusals.Add(new Refusal(
                        record.Number, requestedAt, reservation.CompletedAt, validFor, reservation.IsUnambiguous, $"admitted, then refused by the reservation with {reservation.Describe()}"));
                }

                record.Purchase.Step = $"the reservation failed with {reservation.Describe()}";
                break;
        }
    }

    /// <summary>Reads the reservation to find out why it did not become an order.</summary>
    private async Task ResolveUnpaidAsync(
        PurchaseRecord purchase, VisitorIdentity identity, string reservationId, string? error, CancellationToken cancellationToken)
    {
        var current = await client.GetReservationAsync(identity, reservationId, cancellationToken);
        switch (current.Body?.Status)
        {
            case "EXPIRED":
                purchase.Complete(PurchaseOutcome.HoldExpired);
                break;
            case "HOLD" when error is null:
                var cancellation = await client.CancelAsync(identity, reservationId, cancellationToken);
                purchase.Step = $"declined, then cancel failed with {cancellation.Describe()}";
                if (cancellation.IsSuccess)
                    purchase.Complete(PurchaseOutcome.Declined);
                break;
            default:
                purchase.AddLostReservation($"{error ?? "declined"}; the reservation is '{current.Body?.Status ?? current.Describe()}'");
                break;
        }
    }

    /// <summary>A conflict about the seats is a violation too: the request reached the reservation service.</summary>
    private async Task ProbeAsync(
        VisitorRecord record, VisitorIdentity identity, string? pass, string step, string description, CancellationToken cancellationToken)
    {
        var response = await client.ReserveAsync(identity, CreateRequest(record, pass), step, clock.Now + ProbeRetryTime, cancellationToken);
        if (response.IsSuccess || response is { Status: 409, ErrorCode: "RESERVATION_CONFLICT" })
            record.Purchase.UnadmittedReservations.Add(new UnadmittedReservation(record.Number, description));
    }

    private ReserveRequest CreateRequest(VisitorRecord record, string? pass)
    {
        if (purchaseOptions.NumberedSeats is not { } count)
            return new ReserveRequest(options.EventId, [], purchaseOptions.Seats, pass);
        // Adjacent seats at a random place that depends on the seed and the visitor only.
        var first = new Random(SeedOf(record.Number)).Next(count);
        var seats = Enumerable.Range(0, purchaseOptions.Seats).Select(offset => string.Create(CultureInfo.InvariantCulture, $"S-{(first + offset) % count + 1}"));
        return new ReserveRequest(options.EventId, [.. seats], purchaseOptions.Seats, pass);
    }

    private int SeedOf(int visitor) => unchecked(options.Seed * 7919 + visitor * 104_729);
}
