using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;

namespace TrafficTacos.Samples.Payments;

/// <summary>All payments, behind one lock. What it refuses is an error code.</summary>
internal sealed class PaymentBook(PaymentsSampleOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Intent> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<(string User, string Key), Intent> _keys = [];

    /// <summary>A new intent, or the one that this very request made before.</summary>
    public (Intent? Intent, ErrorCode Refusal) Create(CreatePaymentIntentRequest request)
    {
        var now = options.Time.GetUtcNow();
        lock (_lock)
        {
            if (request.IdempotencyKey.Length > 0 && _keys.TryGetValue((request.UserId, request.IdempotencyKey), out var made))
                return made.Request.Equals(request) ? (made, default) : (null, ErrorCode.IdempotencyConflict);
            var intent = new Intent(request, now, now + options.IntentLife);
            _intents.Add(intent.Id, intent);
            if (request.IdempotencyKey.Length > 0)
                _keys.Add((request.UserId, request.IdempotencyKey), intent);
            return (intent, default);
        }
    }

    /// <summary>The payment after it was worked on. Repeating it changes nothing.</summary>
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
