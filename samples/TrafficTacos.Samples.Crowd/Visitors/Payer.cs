using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Gateways;
using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <param name="Intent">The intent that was paid, or null.</param>
/// <param name="Outcome">Why it was not paid, where that is not the payment's own failure.</param>
internal readonly record struct Payment(string? Intent, string? Outcome);

/// <summary>Pays for a reservation: an intent, then the payment, and what came of it.</summary>
internal sealed class Payer(ShopClient shop, Sale sale, RunClock clock)
{
    private static readonly TimeSpan StatusPace = TimeSpan.FromMilliseconds(500);

    public async Task<Payment> PayAsync(Caller caller, string reservation, Money total, CancellationToken cancellationToken)
    {
        var intent = await shop.IntentAsync(caller, new IntentRequest(reservation, total.Amount, total.Currency, sale.Scenario), cancellationToken);
        if (intent is not { Ok: true, Body.PaymentIntentId: { Length: > 0 } id })
            return new Payment(null, $"the payment intent answered {intent.Describe()}");
        var paid = await shop.PayAsync(caller, id, cancellationToken);
        // A service may need its time.
        while (paid is { Ok: true, Body.Status: "PROCESSING" or "PENDING" })
        {
            await clock.DelayAsync(StatusPace, cancellationToken);
            paid = await shop.PaymentAsync(caller, id, cancellationToken);
        }

        return paid switch
        {
            { Ok: true, Body.Status: "COMPLETED" } => new Payment(id, null),
            { Ok: true, Body.Status: "FAILED" } or { Code: "PAYMENT_NOT_APPROVED" } => default,
            _ => new Payment(null, $"paying answered {paid.Body?.Status ?? paid.Describe()}"),
        };
    }
}
