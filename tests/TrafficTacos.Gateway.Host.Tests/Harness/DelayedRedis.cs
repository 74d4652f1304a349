namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>A Redis whose replies arrive when the test lets them: a relay between the client and the real one.</summary>
internal sealed class DelayedRedis : IAsyncDisposable
{
    private readonly TcpRelay _relay;
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="redis">The address of the real one.</param>
    public DelayedRedis(string redis)
    {
        _open.SetResult();
        _relay = new TcpRelay(() => redis, () => PassAsync);
    }

    public string Address => _relay.Address;

    /// <summary>Keeps the replies from now on.</summary>
    public void HoldReplies() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Delivers the replies that are held and keeps those to later requests.</summary>
    public void DeliverHeldReplies()
    {
        var held = _open;
        HoldReplies();
        held.SetResult();
    }

    /// <summary>Delivers the replies that are held and those to later requests.</summary>
    public void ReleaseReplies() => _open.TrySetResult();

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    private async ValueTask<bool> PassAsync(bool isReply, CancellationToken stopping)
    {
        if (isReply)
            await _open.Task.WaitAsync(stopping);
        return true;
    }
}
