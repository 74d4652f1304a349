using System.Text.Json;
using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>The contract, call by call.</summary>
internal sealed class GatewayClient(Sender sender, CrowdOptions options)
{
    private readonly byte[] _join = JsonSerializer.SerializeToUtf8Bytes(new JoinRequest(options.EventId), WireJson.Default.JoinRequest);

    /// <summary>The caller's name is the idempotency key, so a join whose answer was lost can be repeated.</summary>
    public Task<Answer<JoinBody>> JoinAsync(Caller caller, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, new Call<JoinBody>(CallKind.Join, HttpMethod.Post, WireJson.Default.JoinBody)
        {
            Address = gateway => Queue(gateway, "/join"),
            Json = _join,
            Headers = [("Idempotency-Key", caller.Name), .. caller.Credentials(CallKind.Join)],
        }, cancellationToken);

    public Task<Answer<StatusBody>> StatusAsync(Caller caller, string waitingToken, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, new Call<StatusBody>(CallKind.Status, HttpMethod.Get, WireJson.Default.StatusBody)
        {
            Address = gateway => Queue(gateway, $"/status?token={Uri.EscapeDataString(waitingToken)}"),
            Headers = caller.Credentials(CallKind.Status),
        }, cancellationToken);

    public Task<Answer<EnterBody>> EnterAsync(Caller caller, string waitingToken, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, new Call<EnterBody>(CallKind.Enter, HttpMethod.Post, WireJson.Default.EnterBody)
        {
            Address = gateway => Queue(gateway, "/enter"),
            Json = JsonSerializer.SerializeToUtf8Bytes(new EnterRequest(waitingToken), WireJson.Default.EnterRequest),
            Headers = caller.Credentials(CallKind.Enter),
        }, cancellationToken);

    public Task<Answer<LeaveBody>> LeaveAsync(Caller caller, string waitingToken, CancellationToken cancellationToken) =>
        sender.SendAsync(caller, new Call<LeaveBody>(CallKind.Leave, HttpMethod.Delete, WireJson.Default.LeaveBody)
        {
            Address = gateway => Queue(gateway, $"/leave?token={Uri.EscapeDataString(waitingToken)}"),
            Headers = caller.Credentials(CallKind.Leave),
        }, cancellationToken);

    /// <summary>Uses a pass at the protected endpoint. Each use has an idempotency key of its own: a replayed answer is not a second use.</summary>
    public Task<Answer<ThenBody>> UseAsync(Caller caller, Uri endpoint, string pass, int use, TimeSpan giveUpAt, CancellationToken cancellationToken)
    {
        var body = new ThenRequest(options.EventId, [$"{caller.Name}-{use}"], 1);
        return sender.SendAsync(caller, new Call<ThenBody>(CallKind.Then, HttpMethod.Post, WireJson.Default.ThenBody)
        {
            Address = _ => endpoint,
            Json = JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Default.ThenRequest),
            Headers = [("X-Reservation-Token", pass), ("Idempotency-Key", $"{caller.Name}-use-{use}"), .. caller.Credentials(CallKind.Then)],
            GiveUpAt = giveUpAt,
        }, cancellationToken);
    }

    private Uri Queue(Uri gateway, string call) => new(gateway, gateway.AbsolutePath.TrimEnd('/') + options.Prefix + call);
}
