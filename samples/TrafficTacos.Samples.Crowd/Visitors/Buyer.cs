using System.Globalization;
using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Gateways;
using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Verdict;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>The sale behind the door: reserve with the pass, pay, confirm, and look whether it is so.</summary>
internal sealed class Buyer(ShopClient shop, CrowdOptions options, Sale sale, RunClock clock)
{
    /// <summary>The time to live comes in whole seconds; the last one may not be whole.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(20);

    private readonly Payer _payer = new(shop, sale, clock);

    /// <summary>Somebody who waits tries to reserve all the same: without a pass, and with what is none.</summary>
    public async Task TrespassAsync(VisitorRecord record, Caller caller, string waitingToken, CancellationToken cancellationToken)
    {
        await ProbeAsync(record, caller, null, "probe-none", "reserved without a pass", cancellationToken);
        await ProbeAsync(record, caller, waitingToken, "probe-waiting", "reserved with a waiting token for a pass", cancellationToken);
    }

    public async Task BuyAsync(VisitorRecord record, Caller caller, string pass, TimeSpan given, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var holdsFor = timeToLive - Rounding;
        var reserved = await shop.ReserveAsync(caller, Order(record, pass), "reserve", given + holdsFor, cancellationToken);
        if (reserved is { Ok: true, Body: { ReservationId: { Length: > 0 } id, TotalAmount: not null } })
        {
            record.Uses.Add(new Use(record.Number, pass));
            if (record.Plan.Role == Role.Sceptic)
                await ProbeAsync(record, caller, pass, "probe-spent", "reserved again with a pass that was used", cancellationToken);
            await FinishAsync(record, caller, id, reserved.Body, cancellationToken);
        }
        else
        {
            Refused(record, reserved, given, holdsFor);
        }

        record.Become(Phase.Admitted);
    }

    private async Task FinishAsync(VisitorRecord record, Caller caller, string id, ReservationBody held, CancellationToken cancellationToken)
    {
        var purchase = record.Purchase;
        purchase.Step = "paying";
        var payment = await _payer.PayAsync(caller, id, held.TotalAmount!, cancellationToken);
        if (payment.Intent is null)
        {
            await RefusedLaterAsync(purchase, caller, id, payment.Outcome, cancellationToken);
            return;
        }

        purchase.Step = "confirming";
        var order = await shop.ConfirmAsync(caller, id, payment.Intent, "confirm", cancellationToken);
        if (order is not { Ok: true, Body.OrderId: { Length: > 0 } orderId })
        {
            await RefusedLaterAsync(purchase, caller, id, $"paid, then confirm answered {order.Describe()}", cancellationToken);
            return;
        }

        purchase.Bookings.Add(new Booking(record.Number, orderId, held.SeatIds ?? []));
        // Confirmed is confirmed: asked again, under another key, it is the same order.
        if (record.Plan.Role == Role.Sceptic
            && await shop.ConfirmAsync(caller, id, payment.Intent, "confirm-again", cancellationToken) is { Ok: true, Body.OrderId: { } again })
            purchase.Bookings.Add(new Booking(record.Number, again, held.SeatIds ?? []));

        purchase.Step = "looking at the order";
        var look = await shop.ReservationAsync(caller, id, cancellationToken);
        if (look is not { Ok: true, Body.Status: "CONFIRMED" } || !string.Equals(look.Body.OrderId, orderId, StringComparison.Ordinal))
            purchase.Lose($"order {orderId} was confirmed, and its reservation is then '{look.Body?.Status ?? look.Describe()}'");
        purchase.Buy(held.TotalAmount!.Amount, held.TotalAmount.Currency);
    }

    private static void Refused(VisitorRecord record, Answer<ReservationBody> reserved, TimeSpan given, TimeSpan holdsFor)
    {
        switch (reserved)
        {
            case { Status: 409, Code: "RESERVATION_CONFLICT" }:
                record.Purchase.End(Outcome.SoldOut);
                break;
            case { Status: 403, Certain: false }:
                record.Purchase.End(Outcome.Undecided);
                break;
            default:
                if (reserved is { Status: 403, Code: "ADMISSION_REQUIRED" })
                    record.Refusals.Add(new Refusal(record.Number, given, reserved.End, holdsFor, reserved.Certain, $"admitted, then refused at the seats with {reserved.Describe()}"));
                record.Purchase.Step = $"reserve answered {reserved.Describe()}";
                break;
        }
    }

    /// <summary>The seats were held and did not become an order: what the reservation says now tells whose doing it was.</summary>
    private async Task RefusedLaterAsync(Purchase purchase, Caller caller, string id, string? why, CancellationToken cancellationToken)
    {
        var look = await shop.ReservationAsync(caller, id, cancellationToken);
        switch (look.Body?.Status)
        {
            case "EXPIRED":
                purchase.End(Outcome.TooLate);
                break;
            case "HOLD" when why is null:
                var cancelled = await shop.CancelAsync(caller, id, cancellationToken);
                purchase.Step = $"declined, and cancel answered {cancelled.Describe()}";
                if (cancelled.Ok)
                    purchase.End(Outcome.Declined);
                break;
            default:
                purchase.Lose($"{why ?? "declined"}; the reservation is '{look.Body?.Status ?? look.Describe()}'");
                break;
        }
    }

    /// <summary>Only 403 says that the pass was looked at first: an answer about the seats came from behind the door.</summary>
    private async Task ProbeAsync(VisitorRecord record, Caller caller, string? pass, string key, string how, CancellationToken cancellationToken)
    {
        var probe = await shop.ReserveAsync(caller, Order(record, pass), key, clock.Now + ProbePatience, cancellationToken);
        if (probe.Ok || probe is { Status: 409, Code: "RESERVATION_CONFLICT" })
            record.Purchase.Trespasses.Add(new Trespass(record.Number, how));
    }

    private ReserveRequest Order(VisitorRecord record, string? pass)
    {
        if (sale.Hall is not { } hall)
            return new ReserveRequest(options.EventId, [], sale.Seats, pass);
        // Neighbours, somewhere in the hall: the same seed, the same wishes.
        var first = new Random(HashCode(record.Number)).Next(hall);
        var seats = Enumerable.Range(0, sale.Seats).Select(seat => string.Create(CultureInfo.InvariantCulture, $"S-{(first + seat) % hall + 1}"));
        return new ReserveRequest(options.EventId, [.. seats], sale.Seats, pass);
    }

    private int HashCode(int visitor) => unchecked(options.Seed * 7919 + visitor * 104_729);
}
