using TrafficTacos.Contracts.Payments;
using TrafficTacos.Queueing.AspNetCore;
using Client = TrafficTacos.Contracts.Payments.PaymentService.PaymentServiceClient;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The payment service. Calls about a payment require that it belongs to the user.</summary>
internal sealed class PaymentBackend(Client client, [FromKeyedServices(PaymentBackend.Name)] BackendClient backend)
{
    public const string Name = "payment";

    public async Task<(CreatePaymentIntentResponse? Reply, ApiError? Error)> CreateIntentAsync(CreatePaymentIntentRequest request, BackendCallContext context)
    {
        request.UserId = context.UserId;
        request.IdempotencyKey = context.IdempotencyKey ?? "";
        var (reply, error) = await backend.WriteAsync(
            nameof(client.CreatePaymentIntent), context, options => client.CreatePaymentIntentAsync(request, options), reply => reply.Error);
        return reply is null ? (null, error)
            : reply.PaymentIntentId.Length > 0 && ReplyCheck.IsText(reply.PaymentIntentId) ? (reply, null)
            : (null, backend.InvalidReply(nameof(client.CreatePaymentIntent), context));
    }

    /// <summary>Returns the payment if it belongs to the user; see <see cref="ReservationBackend.GetAsync"/>.</summary>
    public async Task<(Payment? Payment, ApiError? Error)> GetAsync(string intentId, BackendCallContext context)
    {
        var request = new GetPaymentStatusRequest { PaymentIntentId = intentId, UserId = context.UserId };
        var (reply, error) = await backend.ReadAsync(
            nameof(client.GetPaymentStatus), context, options => client.GetPaymentStatusAsync(request, options), reply => reply.Error);
        if (reply is null)
            return (null, error);
        if (reply.Payment is not { PaymentIntentId.Length: > 0, Amount: not null } payment || !string.Equals(payment.PaymentIntentId, intentId, StringComparison.Ordinal) || !ReplyCheck.IsValid(payment))
            return (null, backend.InvalidReply(nameof(client.GetPaymentStatus), context));
        return string.Equals(payment.UserId, context.UserId, StringComparison.Ordinal) ? (payment, null) : (null, ApiErrors.AccessDenied);
    }

    /// <summary>The contract has no field for the user. So the payment has to come from <see cref="GetAsync"/>, which checks it.</summary>
    public async Task<(ProcessPaymentResponse? Reply, ApiError? Error)> ProcessAsync(Payment payment, BackendCallContext context)
    {
        var request = new ProcessPaymentRequest { PaymentIntentId = payment.PaymentIntentId, IdempotencyKey = context.IdempotencyKey ?? "" };
        var (reply, error) = await backend.WriteAsync(
            nameof(client.ProcessPayment), context, options => client.ProcessPaymentAsync(request, options), reply => reply.Error);
        return reply is null || ReplyCheck.IsValid(reply) ? (reply, error) : (null, backend.InvalidReply(nameof(client.ProcessPayment), context));
    }
}
