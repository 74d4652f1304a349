using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>
/// The lifetime of a request under an idempotency key: a client that hangs up cancels it only if it is still running a lease later.
/// Otherwise the work could be done and its response cut short, and a repeated request would get half of it, or do it again.
/// </summary>
internal sealed class DetachedRequestLifetime : IHttpRequestLifetimeFeature, IDisposable
{
    private readonly IHttpRequestLifetimeFeature _client;
    private readonly CancellationTokenSource _over;
    private readonly ITimer _deadline;
    private readonly CancellationTokenRegistration _hungUp;

    public DetachedRequestLifetime(IHttpRequestLifetimeFeature client, TimeSpan lease, TimeProvider time)
    {
        _client = client;
        var over = _over = new CancellationTokenSource();
        RequestAborted = over.Token;
        _deadline = time.CreateTimer(_ => over.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _hungUp = client.RequestAborted.UnsafeRegister(_ => _deadline.Change(lease, Timeout.InfiniteTimeSpan), null);
    }

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => _client.Abort();

    public void Dispose()
    {
        _hungUp.Dispose();
        _deadline.Dispose();
        _over.Dispose();
    }
}
