using Google.Protobuf.WellKnownTypes;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;

namespace TrafficTacos.Samples.Payments;

/// <summary>A payment, from its intent to its outcome. The lock of <see cref="PaymentStore"/> guards it.</summary>
internal sealed class PaymentIntent(CreatePaymentIntentRequest request, DateTimeOffset created, DateTimeOffset expires)
{
    private const int Approved = 200;
    private const int Declined = 402;

    private readonly DateTimeOffset _created = created;
    private PaymentStatus _status = PaymentStatus.Pending;
    private DateTimeOffset _updated = created;
    private DateTimeOffset? _completes;
    private PaymentResult? _result;

    public string Id { get; } = $"pi_{Guid.NewGuid():N}";

    public string PaymentId { get; } = $"pay_{Guid.NewGuid():N}";

    public CreatePaymentIntentRequest Request { get; } = request;

    public DateTimeOffset Expires { get; } = expires;

    public PaymentStatus Status(DateTimeOffset now)
    {
        if (_status == PaymentStatus.Pending && now >= Expires)
            (_status, _updated) = (PaymentStatus.Expired, Expires);
        else if (_status == PaymentStatus.Processing && now >= _completes)
            Finish(true, _completes.Value);
        return _status;
    }

    /// <summary>Processes the payment as its scenario says. A payment that is already processed does not change.</summary>
    public void Process(DateTimeOffset now, TimeSpan delay)
    {
        if (Status(now) != PaymentStatus.Pending)
            return;
        switch (Request.Scenario)
        {
            case PaymentScenario.Delay:
                (_status, _updated, _completes) = (PaymentStatus.Processing, now, now + delay);
                break;
            case PaymentScenario.Fail:
                Finish(false, now);
                break;
            case PaymentScenario.Random:
                Finish(Random.Shared.Next(2) == 0, now);
                break;
            default:
                Finish(true, now);
                break;
        }
    }

    public Payment View(DateTimeOffset now)
    {
        var payment = new Payment
        {
            PaymentIntentId = Id,
            PaymentId = PaymentId,
            ReservationId = Request.ReservationId,
            UserId = Request.UserId,
            Status = Status(now),
            Amount = new Money(Request.Amount),
            Method = Request.Method,
            CreatedAt = Timestamp.FromDateTimeOffset(_created),
            UpdatedAt = Timestamp.FromDateTimeOffset(_updated),
            TransactionId = TransactionId,
        };
        if (_result is not null)
            (payment.Result, payment.ProcessedAt) = (_result.Clone(), _result.ProcessedAt);
        return payment;
    }

    private string TransactionId => _result is { Success: true } ? "tx_" + PaymentId : "";

    private void Finish(bool success, DateTimeOffset at)
    {
        (_status, _updated) = (success ? PaymentStatus.Completed : PaymentStatus.Failed, at);
        _result = new PaymentResult
        {
            Success = success,
            FailureReason = success ? "" : "card_declined",
            ResponseCode = success ? Approved : Declined,
            ProcessedAt = Timestamp.FromDateTimeOffset(at),
        };
    }
}
