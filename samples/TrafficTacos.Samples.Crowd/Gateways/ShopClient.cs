using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>The rest of the contract, call by call: what the gateway has behind its waiting room. Every step of a purchase has
/// one idempotency key, however often it is sent.</summary>
internal sealed class ShopClient(Sender sender)
{
    private const string Api = "/api/v1";

    /// <param name="caller">The buyer.</param>
    /// <param name="order">The seats and the pass.</param>
    /// <param name="key">Ends the idempotency key: a probe is no repetition of a purchase.</param>
    /// <param name="giveUpAt">After this, a transient failure is final.</param>
    /// <param name="cancellationToken">The end of the run.</param>
    public Task<Answer<ReservationBody>> ReserveAsync(Caller caller, ReserveRequest order, string key, TimeSpan giveUpAt, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Post(caller, CallKind.Reserve, "/reservations", key, order, ShopJson.Default.ReserveRequest, ShopJson.Default.ReservationBody) with { GiveUpAt = giveUpAt }, cancellationToken);

    public Task<Answer<ReservationBody>> ReservationAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Get(caller, CallKind.Reservation, $"/reservations/{Uri.EscapeDataString(id)}", ShopJson.Default.ReservationBody), cancellationToken);

    public Task<Answer<PaymentBody>> IntentAsync(Caller caller, IntentRequest intent, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Post(caller, CallKind.Intent, "/payment/intent", "intent", intent, ShopJson.Default.IntentRequest, ShopJson.Default.PaymentBody), cancellationToken);

    public Task<Answer<PaymentBody>> PayAsync(Caller caller, string intent, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Post(caller, CallKind.Pay, "/payment/process", "pay", new PayRequest(intent), ShopJson.Default.PayRequest, ShopJson.Default.PaymentBody), cancellationToken);

    public Task<Answer<PaymentBody>> PaymentAsync(Caller caller, string intent, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Get(caller, CallKind.Payment, $"/payment/{Uri.EscapeDataString(intent)}/status", ShopJson.Default.PaymentBody), cancellationToken);

    public Task<Answer<OrderBody>> ConfirmAsync(Caller caller, string id, string intent, string key, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Post(caller, CallKind.Confirm, $"/reservations/{Uri.EscapeDataString(id)}/confirm", key, new PayRequest(intent), ShopJson.Default.PayRequest, ShopJson.Default.OrderBody), cancellationToken);

    public Task<Answer<OrderBody>> CancelAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, new Call<OrderBody>(CallKind.Cancel, HttpMethod.Post, ShopJson.Default.OrderBody)
        {
            Address = gateway => At(gateway, $"/reservations/{Uri.EscapeDataString(id)}/cancel"),
            Headers = [("Idempotency-Key", $"{caller.Name}-cancel"), .. caller.Credentials(CallKind.Cancel)],
        }, cancellationToken);

    public Task<Answer<AccountBody>> RegisterAsync(Caller caller, RegisterRequest account, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Post(caller, CallKind.Register, "/auth/register", null, account, ShopJson.Default.RegisterRequest, ShopJson.Default.AccountBody), cancellationToken);

    public Task<Answer<AccountBody>> LogInAsync(Caller caller, LoginRequest account, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, Post(caller, CallKind.Register, "/auth/login", null, account, ShopJson.Default.LoginRequest, ShopJson.Default.AccountBody), cancellationToken);

    private static Call<T> Post<TBody, T>(Caller caller, CallKind kind, string path, string? key, TBody body, JsonTypeInfo<TBody> type, JsonTypeInfo<T> answer)
        where T : class, IBody => new(kind, HttpMethod.Post, answer)
        {
            Address = gateway => At(gateway, path),
            Json = JsonSerializer.SerializeToUtf8Bytes(body, type),
            Headers = [("Idempotency-Key", key is null ? null : $"{caller.Name}-{key}"), .. caller.Credentials(kind)],
        };

    private static Call<T> Get<T>(Caller caller, CallKind kind, string path, JsonTypeInfo<T> answer)
        where T : class, IBody => new(kind, HttpMethod.Get, answer)
        {
            Address = gateway => At(gateway, path),
            Headers = caller.Credentials(kind),
        };

    private static Uri At(Uri gateway, string path) => new(gateway, gateway.AbsolutePath.TrimEnd('/') + Api + path);
}
