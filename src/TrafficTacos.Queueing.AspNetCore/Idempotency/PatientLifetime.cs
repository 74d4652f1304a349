using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>
/// The request's lifetime while it works under a key: a client that hangs up cancels it only when a lease later it still works.
/// Else the work could be done and its answer cut short, and whoever repeats the request would get half an answer, or do it again.
/// </summary>
internal sealed class DetachedRequestLifetime : IHttpRequestLifetimeFeature, IDisposable
{
    private readonly IHttpRequestLifetimeFeature _client;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _hungUp;

    public DetachedRequestLifetime(IHttpRequestLifetimeFeature client, TimeSpan lease)
    {
        _client = client;
        RequestAborted = _over.Token;
        _hungUp = client.RequestAborted.UnsafeRegister(_ => _over.CancelAfter(lease), null);
    }

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => _client.Abort();

    public void Dispose()
    {
        _hungUp.Dispose();
        _over.Dispose();
    }
}
