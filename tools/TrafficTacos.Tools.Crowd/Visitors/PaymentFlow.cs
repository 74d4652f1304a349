using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Pays for a reservation: creates an intent, processes it, and waits for the result.</summary>
internal sealed class PaymentFlow(PurchaseClient client, PurchaseOptions options, RunClock clock)
{
    private static readonly TimeSpan StatusPollInterval = TimeSpan.FromMilliseconds(500);

    public async Task<PaymentResult> PayAsync(VisitorIdentity identity, string reservationId, Money total, CancellationToken cancellationToken)
    {
        var request = new PaymentIntentRequest(reservationId, total.Amount, total.Currency, options.PaymentScenario);
        var intent = await client.CreateIntentAsync(identity, request, cancellationToken);
        if (intent is not { IsSuccess: true, Body.PaymentIntentId: { Length: > 0 } id })
            return new PaymentResult(null, $"the payment intent failed with {intent.Describe()}");
        var payment = await client.PayAsync(identity, id, cancellationToken);
        while (payment is { IsSuccess: true, Body.Status: "PROCESSING" or "PENDING" })
        {
            await clock.DelayAsync(StatusPollInterval, cancellationToken);
            payment = await client.GetPaymentAsync(identity, id, cancellationToken);
        }

        return payment switch
        {
            { IsSuccess: true, Body.Status: "COMPLETED" } => new PaymentResult(id, null),
            { IsSuccess: true, Body.Status: "FAILED" } or { ErrorCode: "PAYMENT_NOT_APPROVED" } => default,
            _ => new PaymentResult(null, $"the payment failed with {payment.Body?.Status ?? payment.Describe()}"),
        };
    }
}
