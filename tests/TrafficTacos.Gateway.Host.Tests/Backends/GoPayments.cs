using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>A payment service as one writes it in Go: it returns <c>errors.New("payment not found")</c>, which gRPC for Go sends as
/// UNKNOWN. It fills no field that it does not have.</summary>
internal sealed class GoPayments
{
    private static readonly Timestamp At = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    private readonly ConcurrentDictionary<string, Payment> _payments = new(StringComparer.Ordinal);

    /// <summary>Makes a server answer as this service.</summary>
    public void Run(ScriptedBackend server) => server
        .Always("CreatePaymentIntent", ScriptedBackend.Choose(call => Create(call.Read(CreatePaymentIntentRequest.Parser))))
        .Always("ProcessPayment", ScriptedBackend.Choose(call => Process(call.Read(ProcessPaymentRequest.Parser).PaymentIntentId)))
        .Always("GetPaymentStatus", ScriptedBackend.Choose(call => Get(call.Read(GetPaymentStatusRequest.Parser).PaymentIntentId)));

    private BackendScript Create(CreatePaymentIntentRequest request)
    {
        var payment = new Payment
        {
            PaymentIntentId = string.Create(CultureInfo.InvariantCulture, $"pi_{_payments.Count + 1}"),
            ReservationId = request.ReservationId,
            UserId = request.UserId,
            Status = PaymentStatus.Pending,
            Amount = request.Amount,
            CreatedAt = At,
            UpdatedAt = At,
        };
        _payments[payment.PaymentIntentId] = payment;
        return ScriptedBackend.Reply(new CreatePaymentIntentResponse { PaymentIntentId = payment.PaymentIntentId, Status = payment.Status, ExpiresAt = At });
    }

    private BackendScript Process(string id)
    {
        if (!_payments.TryGetValue(id, out var payment))
            return NotFound;
        payment.Status = PaymentStatus.Completed;
        payment.PaymentId = "pay_" + id;
        return ScriptedBackend.Reply(new ProcessPaymentResponse { PaymentId = payment.PaymentId, Status = payment.Status, ProcessedAt = At });
    }

    private BackendScript Get(string id) =>
        _payments.TryGetValue(id, out var payment) ? ScriptedBackend.Reply(new GetPaymentStatusResponse { Payment = payment }) : NotFound;

    private static BackendScript NotFound => ScriptedBackend.Fail(StatusCode.Unknown, "payment not found");
}
