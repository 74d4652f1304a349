using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;

namespace TrafficTacos.Samples.Payments;

/// <summary>All payments, behind one lock. A refusal is an error code.</summary>
internal sealed class PaymentStore(PaymentsSampleOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PaymentIntent> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<(string User, string Key), PaymentIntent> _keys = [];

    /// <summary>Creates an intent, or returns the one that the same request created before.</summary>
    public (PaymentIntent? Intent, ErrorCode Refusal) Create(CreatePaymentIntentRequest request)
    {
        var now = options.Time.GetUtcNow();
        lock (_lock)
        {
            if (request.IdempotencyKey.Length > 0 && _keys.TryGetValue((request.UserId, request.IdempotencyKey), out var made))
                return made.Request.Equals(request) ? (made, default) : (null, ErrorCode.IdempotencyConflict);
            var intent = new PaymentIntent(request, now, now + options.IntentLifetime);
            _intents.Add(intent.Id, intent);
            if (request.IdempotencyKey.Length > 0)
                _keys.Add((request.UserId, request.IdempotencyKey), intent);
            return (intent, default);
        }
    }

    /// <summary>Processes a payment. Processing it again changes nothing.</summary>
    /// <returns>The payment, and whether the response has to come late.</returns>
    public (Payment? Payment, bool Late, ErrorCode Refusal) Process(string id)
    {
        lock (_lock)
        {
            if (!_intents.TryGetValue(id, out var intent))
                return (null, false, ErrorCode.NotFound);
            var now = options.Time.GetUtcNow();
            var before = intent.Status(now);
            if (before is PaymentStatus.Expired)
                return (null, false, ErrorCode.FailedPrecondition);
            intent.Process(now, options.Delay);
            return (intent.View(now), before == PaymentStatus.Pending && intent.Request.Scenario == PaymentScenario.Timeout, default);
        }
    }

    public (Payment? Payment, ErrorCode Refusal) Get(string id, string user)
    {
        lock (_lock)
        {
            if (!_intents.TryGetValue(id, out var intent))
                return (null, ErrorCode.NotFound);
            return string.Equals(intent.Request.UserId, user, StringComparison.Ordinal)
                ? (intent.View(options.Time.GetUtcNow()), default)
                : (null, ErrorCode.Forbidden);
        }
    }
}
