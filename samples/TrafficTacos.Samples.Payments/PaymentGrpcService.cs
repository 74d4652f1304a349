using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;

namespace TrafficTacos.Samples.Payments;

/// <summary>The RPCs. An invalid request is a gRPC status; a refusal is an <c>error</c> in the reply.</summary>
internal sealed class PaymentGrpcService(PaymentStore payments, PaymentsSampleOptions options) : PaymentService.PaymentServiceBase
{
    public override Task<CreatePaymentIntentResponse> CreatePaymentIntent(CreatePaymentIntentRequest request, ServerCallContext context)
    {
        if (request.ReservationId.Length == 0 || request.UserId.Length == 0 || request.Amount is not { Amount: > 0 })
            throw new RpcException(new Status(StatusCode.InvalidArgument, "reservation_id, user_id and an amount above 0 are required"));
        var (intent, refusal) = payments.Create(request);
        return Task.FromResult(intent is null
            ? new CreatePaymentIntentResponse { Error = Refuse(refusal) }
            : new CreatePaymentIntentResponse
            {
                PaymentIntentId = intent.Id,
                Status = PaymentStatus.Pending,
                ExpiresAt = Timestamp.FromDateTimeOffset(intent.Expires),
            });
    }

    public override async Task<ProcessPaymentResponse> ProcessPayment(ProcessPaymentRequest request, ServerCallContext context)
    {
        var (payment, late, refusal) = payments.Process(request.PaymentIntentId);
        if (payment is null)
            return new ProcessPaymentResponse { Error = Refuse(refusal) };
        // The payment is done, but the gateway gives up before the response arrives: the client has to read the status.
        if (late)
            await Task.Delay(options.ResponseDelay, options.Time, context.CancellationToken);
        return new ProcessPaymentResponse
        {
            PaymentId = payment.PaymentId,
            Status = payment.Status,
            ProcessedAt = payment.ProcessedAt,
            TransactionId = payment.TransactionId,
            Result = payment.Result,
        };
    }

    public override Task<GetPaymentStatusResponse> GetPaymentStatus(GetPaymentStatusRequest request, ServerCallContext context)
    {
        var (payment, refusal) = payments.Get(request.PaymentIntentId, request.UserId);
        return Task.FromResult(payment is null
            ? new GetPaymentStatusResponse { Error = Refuse(refusal) }
            : new GetPaymentStatusResponse { Payment = payment });
    }

    private static Error Refuse(ErrorCode code) => new() { Code = code, Message = $"the payment service refuses: {code}" };
}
