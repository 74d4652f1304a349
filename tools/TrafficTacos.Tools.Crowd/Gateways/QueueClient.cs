using System.Text.Json;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Calls the queue endpoints and the protected endpoint.</summary>
internal sealed class QueueClient(ApiSender sender, CrowdOptions options)
{
    private readonly byte[] _join = JsonSerializer.SerializeToUtf8Bytes(new JoinRequest(options.EventId), QueueJson.Default.JoinRequest);

    /// <summary>The visitor's name is the idempotency key, so a join without a response can be repeated.</summary>
    public Task<ApiResponse<JoinResponse>> JoinAsync(VisitorIdentity identity, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<JoinResponse>(CallKind.Join, HttpMethod.Post, QueueJson.Default.JoinResponse)
        {
            Url = gateway => QueueUrl(gateway, "/join"),
            Json = _join,
            Headers = [("Idempotency-Key", identity.Name), .. identity.Credentials(CallKind.Join)],
        }, cancellationToken);

    public Task<ApiResponse<StatusResponse>> GetStatusAsync(VisitorIdentity identity, string waitingToken, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<StatusResponse>(CallKind.Status, HttpMethod.Get, QueueJson.Default.StatusResponse)
        {
            Url = gateway => QueueUrl(gateway, $"/status?token={Uri.EscapeDataString(waitingToken)}"),
            Headers = identity.Credentials(CallKind.Status),
        }, cancellationToken);

    public Task<ApiResponse<EnterResponse>> EnterAsync(VisitorIdentity identity, string waitingToken, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<EnterResponse>(CallKind.Enter, HttpMethod.Post, QueueJson.Default.EnterResponse)
        {
            Url = gateway => QueueUrl(gateway, "/enter"),
            Json = JsonSerializer.SerializeToUtf8Bytes(new EnterRequest(waitingToken), QueueJson.Default.EnterRequest),
            Headers = identity.Credentials(CallKind.Enter),
        }, cancellationToken);

    public Task<ApiResponse<LeaveResponse>> LeaveAsync(VisitorIdentity identity, string waitingToken, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<LeaveResponse>(CallKind.Leave, HttpMethod.Delete, QueueJson.Default.LeaveResponse)
        {
            Url = gateway => QueueUrl(gateway, $"/leave?token={Uri.EscapeDataString(waitingToken)}"),
            Headers = identity.Credentials(CallKind.Leave),
        }, cancellationToken);

    /// <summary>Each use of a pass has an idempotency key of its own, because a repeated response is not a second use.</summary>
    public Task<ApiResponse<ProtectedResponse>> UsePassAsync(
        VisitorIdentity identity, Uri endpoint, string pass, int use, TimeSpan retryUntil, CancellationToken cancellationToken)
    {
        var body = new ProtectedRequest(options.EventId, [$"{identity.Name}-{use}"], 1);
        return sender.SendAsync(identity, new ApiCall<ProtectedResponse>(CallKind.UsePass, HttpMethod.Post, QueueJson.Default.ProtectedResponse)
        {
            Url = _ => endpoint,
            Json = JsonSerializer.SerializeToUtf8Bytes(body, QueueJson.Default.ProtectedRequest),
            Headers = [("X-Reservation-Token", pass), ("Idempotency-Key", $"{identity.Name}-use-{use}"), .. identity.Credentials(CallKind.UsePass)],
            RetryUntil = retryUntil,
        }, cancellationToken);
    }

    private Uri QueueUrl(Uri gateway, string path) => new(gateway, gateway.AbsolutePath.TrimEnd('/') + options.Prefix + path);
}
