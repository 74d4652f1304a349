using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Calls the gateway's endpoints for accounts, reservations and payments. Each step of a purchase has one idempotency key,
/// which its repetitions share.</summary>
internal sealed class PurchaseClient(ApiSender sender)
{
    private const string ApiPath = "/api/v1";

    /// <param name="identity">The buyer.</param>
    /// <param name="body">The seats and the pass.</param>
    /// <param name="step">The suffix of the idempotency key. A probe must not share the key of the purchase.</param>
    /// <param name="retryUntil">After this time a transient failure is final.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<ApiResponse<ReservationResponse>> ReserveAsync(
        VisitorIdentity identity, ReserveRequest body, string step, TimeSpan retryUntil, CancellationToken cancellationToken)
    {
        var call = Post(identity, CallKind.Reserve, "/reservations", step, body, PurchaseJson.Default.ReserveRequest, PurchaseJson.Default.ReservationResponse);
        return sender.SendAsync(identity, call with { RetryUntil = retryUntil }, cancellationToken);
    }

    public Task<ApiResponse<ReservationResponse>> GetReservationAsync(VisitorIdentity identity, string id, CancellationToken cancellationToken) =>
        sender.SendAsync(
            identity,
            Get(identity, CallKind.Reservation, $"/reservations/{Uri.EscapeDataString(id)}", PurchaseJson.Default.ReservationResponse),
            cancellationToken);

    public Task<ApiResponse<PaymentResponse>> CreateIntentAsync(VisitorIdentity identity, PaymentIntentRequest body, CancellationToken cancellationToken) =>
        sender.SendAsync(
            identity,
            Post(identity, CallKind.Intent, "/payment/intent", "intent", body, PurchaseJson.Default.PaymentIntentRequest, PurchaseJson.Default.PaymentResponse),
            cancellationToken);

    public Task<ApiResponse<PaymentResponse>> PayAsync(VisitorIdentity identity, string intentId, CancellationToken cancellationToken) =>
        sender.SendAsync(
            identity,
            Post(identity, CallKind.Pay, "/payment/process", "pay", new PayRequest(intentId), PurchaseJson.Default.PayRequest, PurchaseJson.Default.PaymentResponse),
            cancellationToken);

    public Task<ApiResponse<PaymentResponse>> GetPaymentAsync(VisitorIdentity identity, string intentId, CancellationToken cancellationToken) =>
        sender.SendAsync(
            identity,
            Get(identity, CallKind.Payment, $"/payment/{Uri.EscapeDataString(intentId)}/status", PurchaseJson.Default.PaymentResponse),
            cancellationToken);

    public Task<ApiResponse<OrderResponse>> ConfirmAsync(
        VisitorIdentity identity, string reservationId, string intentId, string step, CancellationToken cancellationToken)
    {
        var path = $"/reservations/{Uri.EscapeDataString(reservationId)}/confirm";
        var call = Post(identity, CallKind.Confirm, path, step, new PayRequest(intentId), PurchaseJson.Default.PayRequest, PurchaseJson.Default.OrderResponse);
        return sender.SendAsync(identity, call, cancellationToken);
    }

    public Task<ApiResponse<OrderResponse>> CancelAsync(VisitorIdentity identity, string reservationId, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<OrderResponse>(CallKind.Cancel, HttpMethod.Post, PurchaseJson.Default.OrderResponse)
        {
            Url = gateway => ApiUrl(gateway, $"/reservations/{Uri.EscapeDataString(reservationId)}/cancel"),
            Headers = [("Idempotency-Key", $"{identity.Name}-cancel"), .. identity.Credentials(CallKind.Cancel)],
        }, cancellationToken);

    public Task<ApiResponse<AccountResponse>> RegisterAsync(VisitorIdentity identity, RegisterRequest body, CancellationToken cancellationToken) =>
        sender.SendAsync(
            identity,
            Post(identity, CallKind.Register, "/auth/register", null, body, PurchaseJson.Default.RegisterRequest, PurchaseJson.Default.AccountResponse),
            cancellationToken);

    public Task<ApiResponse<AccountResponse>> LogInAsync(VisitorIdentity identity, LoginRequest body, CancellationToken cancellationToken) =>
        sender.SendAsync(
            identity,
            Post(identity, CallKind.Register, "/auth/login", null, body, PurchaseJson.Default.LoginRequest, PurchaseJson.Default.AccountResponse),
            cancellationToken);

    private static ApiCall<T> Post<TBody, T>(
        VisitorIdentity identity, CallKind kind, string path, string? step, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> responseType)
        where T : class, IResponseBody => new(kind, HttpMethod.Post, responseType)
        {
            Url = gateway => ApiUrl(gateway, path),
            Json = JsonSerializer.SerializeToUtf8Bytes(body, bodyType),
            Headers = [("Idempotency-Key", step is null ? null : $"{identity.Name}-{step}"), .. identity.Credentials(kind)],
        };

    private static ApiCall<T> Get<T>(VisitorIdentity identity, CallKind kind, string path, JsonTypeInfo<T> responseType)
        where T : class, IResponseBody => new(kind, HttpMethod.Get, responseType)
        {
            Url = gateway => ApiUrl(gateway, path),
            Headers = identity.Credentials(kind),
        };

    private static Uri ApiUrl(Uri gateway, string path) => new(gateway, gateway.AbsolutePath.TrimEnd('/') + ApiPath + path);
}
