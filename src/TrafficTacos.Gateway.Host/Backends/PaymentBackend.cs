using TrafficTacos.Contracts.Payments;
using TrafficTacos.Queueing.AspNetCore;
using Client = TrafficTacos.Contracts.Payments.PaymentService.PaymentServiceClient;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The payment service. What concerns one payment takes the caller's own only.</summary>
internal sealed class PaymentBackend(Client client, [FromKeyedServices(PaymentBackend.Name)] BackendClient backend)
{
    public const string Name = "payment";

    public async Task<(CreatePaymentIntentResponse? Reply, ApiError? Error)> CreateIntentAsync(CreatePaymentIntentRequest request, BackendCaller caller)
    {
        request.UserId = caller.UserId;
        request.IdempotencyKey = caller.IdempotencyKey ?? "";
        var (reply, error) = await backend.WriteAsync(
            nameof(client.CreatePaymentIntent), caller, options => client.CreatePaymentIntentAsync(request, options), reply => reply.Error);
        return reply is null ? (null, error)
            : reply.PaymentIntentId.Length > 0 ? (reply, null)
            : (null, backend.Incomplete(nameof(client.CreatePaymentIntent)));
    }

    /// <summary>The payment, when it is the caller's; see <see cref="ReservationBackend.GetAsync"/>.</summary>
    public async Task<(Payment? Payment, ApiError? Error)> GetAsync(string intentId, BackendCaller caller)
    {
        var request = new GetPaymentStatusRequest { PaymentIntentId = intentId, UserId = caller.UserId };
        var (reply, error) = await backend.ReadAsync(
            nameof(client.GetPaymentStatus), caller, options => client.GetPaymentStatusAsync(request, options), reply => reply.Error);
        if (reply is null)
            return (null, error);
        if (reply.Payment is not { PaymentIntentId.Length: > 0, Amount: not null } payment)
            return (null, backend.Incomplete(nameof(client.GetPaymentStatus)));
        return string.Equals(payment.UserId, caller.UserId, StringComparison.Ordinal) ? (payment, null) : (null, ApiErrors.AccessDenied);
    }

    /// <summary>The request has no field for the user: so it takes a payment that <see cref="GetAsync"/> gave to them.</summary>
    public Task<(ProcessPaymentResponse? Reply, ApiError? Error)> ProcessAsync(Payment payment, BackendCaller caller)
    {
        var request = new ProcessPaymentRequest { PaymentIntentId = payment.PaymentIntentId, IdempotencyKey = caller.IdempotencyKey ?? "" };
        return backend.WriteAsync(
            nameof(client.ProcessPayment), caller, options => client.ProcessPaymentAsync(request, options), reply => reply.Error);
    }
}
