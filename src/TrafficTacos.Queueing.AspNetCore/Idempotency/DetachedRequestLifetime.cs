using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>
/// The lifetime of a request under an idempotency key: a client that hangs up cancels it only if it is still running a lease later.
/// Otherwise the work could be done and its response cut short, and a repeated request would get half of it, or do it again. A time limit
/// of the application is another thing: it cancels the request at once.
/// </summary>
internal sealed class DetachedRequestLifetime : IHttpRequestLifetimeFeature, IDisposable
{
    private readonly IHttpRequestLifetimeFeature _client;
    private readonly CancellationTokenSource _over;
    private readonly ITimer _deadline;
    private readonly CancellationTokenRegistration _aborted;

    /// <param name="client">The lifetime of the request as the middleware in front left it.</param>
    /// <param name="hungUp">Cancelled if the client itself hung up; null if that is not known, and then every end is one.</param>
    /// <param name="lease">How long the request may still run when the client has hung up.</param>
    /// <param name="time">Measures the lease.</param>
    public DetachedRequestLifetime(IHttpRequestLifetimeFeature client, CancellationToken? hungUp, TimeSpan lease, TimeProvider time)
    {
        _client = client;
        var over = _over = new CancellationTokenSource();
        RequestAborted = over.Token;
        _deadline = time.CreateTimer(_ => over.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _aborted = client.RequestAborted.UnsafeRegister(
            _ =>
            {
                if (hungUp is { IsCancellationRequested: false })
                    over.Cancel();
                else
                    _deadline.Change(lease, Timeout.InfiniteTimeSpan);
            },
            null);
    }

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => _client.Abort();

    public void Dispose()
    {
        _aborted.Dispose();
        _deadline.Dispose();
        _over.Dispose();
    }
}
