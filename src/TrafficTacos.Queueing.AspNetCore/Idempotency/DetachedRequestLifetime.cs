using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

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
    private readonly CancellationTokenRegistration _timeLimit;
    private readonly CancellationTokenRegistration _hungUp;

    /// <param name="client">The lifetime of the request as the client sees it.</param>
    /// <param name="timeLimit">From <c>UseRequestTimeouts()</c>; null without a limit.</param>
    /// <param name="lease">How long the request may still run when the client has hung up.</param>
    /// <param name="time">Measures the lease.</param>
    public DetachedRequestLifetime(IHttpRequestLifetimeFeature client, IHttpRequestTimeoutFeature? timeLimit, TimeSpan lease, TimeProvider time)
    {
        _client = client;
        var over = _over = new CancellationTokenSource();
        RequestAborted = over.Token;
        _deadline = time.CreateTimer(_ => over.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // First: the time limit is part of the token of the client, too.
        _timeLimit = timeLimit?.RequestTimeoutToken.UnsafeRegister(_ => over.Cancel(), null) ?? default;
        _hungUp = client.RequestAborted.UnsafeRegister(_ => _deadline.Change(lease, Timeout.InfiniteTimeSpan), null);
    }

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => _client.Abort();

    public void Dispose()
    {
        _timeLimit.Dispose();
        _hungUp.Dispose();
        _deadline.Dispose();
        _over.Dispose();
    }
}
