using System.Text.Json;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>Calls the endpoints for sessions. Each of them can be repeated: the same pass is answered with the same session.</summary>
internal sealed class SessionClient(ApiSender sender, CrowdOptions options)
{
    private const string SessionHeader = "X-Waiting-Room-Session";

    /// <param name="identity">The visitor.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="retryUntil">After this time a transient failure is final.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<ApiResponse<SessionResponse>> OpenAsync(VisitorIdentity identity, string pass, TimeSpan retryUntil, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<SessionResponse>(CallKind.OpenSession, HttpMethod.Post, QueueJson.Default.SessionResponse)
        {
            Url = gateway => SessionUrl(gateway, ""),
            Json = JsonSerializer.SerializeToUtf8Bytes(new OpenSessionRequest(pass), QueueJson.Default.OpenSessionRequest),
            Headers = identity.Credentials(CallKind.OpenSession),
            RetryUntil = retryUntil,
        }, cancellationToken);

    public Task<ApiResponse<SessionResponse>> LookAsync(VisitorIdentity identity, string session, CancellationToken cancellationToken) =>
        SendAsync(identity, session, CallKind.LookAtSession, HttpMethod.Get, "", cancellationToken);

    public Task<ApiResponse<SessionResponse>> ExtendAsync(VisitorIdentity identity, string session, CancellationToken cancellationToken) =>
        SendAsync(identity, session, CallKind.ExtendSession, HttpMethod.Post, "/extend", cancellationToken);

    public Task<ApiResponse<SessionResponse>> ReleaseAsync(VisitorIdentity identity, string session, CancellationToken cancellationToken) =>
        SendAsync(identity, session, CallKind.ReleaseSession, HttpMethod.Delete, "", cancellationToken);

    private Task<ApiResponse<SessionResponse>> SendAsync(
        VisitorIdentity identity, string session, CallKind kind, HttpMethod method, string path, CancellationToken cancellationToken) =>
        sender.SendAsync(identity, new ApiCall<SessionResponse>(kind, method, QueueJson.Default.SessionResponse)
        {
            Url = gateway => SessionUrl(gateway, path),
            Headers = [(SessionHeader, session), .. identity.Credentials(kind)],
        }, cancellationToken);

    private Uri SessionUrl(Uri gateway, string path) => new(gateway, $"{gateway.AbsolutePath.TrimEnd('/')}{options.Prefix}/session{path}");
}
