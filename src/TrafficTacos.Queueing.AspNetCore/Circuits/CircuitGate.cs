using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Gate;

namespace TrafficTacos.Queueing.AspNetCore.Circuits;

/// <summary>
/// Stands in front of the pages of one circuit. The page that started it brings what it was let in with. While the circuit is connected
/// it is a use of that session; when the session is over, the circuit does nothing any more, and the browser loads the page anew, which
/// meets the waiting page.
/// </summary>
internal sealed class CircuitGate(
    PersistentComponentState state, NavigationManager navigation, VisitorGate gate, LastingConnections connections, IWaitingRoomPolicyProvider policies, TimeProvider time)
    : CircuitHandler, IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private RestoringComponentStateSubscription? _restoring;
    private CancellationTokenSource? _connection;
    private CircuitPass? _pass;
    private Task<bool>? _isLive;
    private bool _isOver;

    /// <summary>Whether the circuit shows a page that anybody may see, which stays when the session ends.</summary>
    public bool IsOnOpenPage { get; set; }

    private bool IsShut => _isOver && !IsOnOpenPage;

    /// <summary>The address that the circuit shows, below the path base.</summary>
    public PathString Path
    {
        get
        {
            var relative = navigation.ToBaseRelativePath(navigation.Uri);
            var end = relative.AsSpan().IndexOfAny('?', '#');
            return PathString.FromUriComponent("/" + (end < 0 ? relative : relative[..end]));
        }
    }

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Restore();
        // A page that comes by enhanced navigation brings its own.
        _restoring ??= state.RegisterOnRestoring(Restore, new RestoreOptions { AllowUpdates = true });
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (IsShut)
            Leave();
        else if (_connection is null)
            Follow();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Disconnect();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Disconnect();
        return Task.CompletedTask;
    }

    /// <summary>A browser that does not do as it is told changes nothing.</summary>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => IsShut ? Task.CompletedTask : next(context);

    /// <summary>Whether the visitor may see the page at the circuit's address.</summary>
    /// <param name="policyName">The policy of the page.</param>
    public async ValueTask<bool> IsInsideAsync(string policyName)
    {
        if (_pass is not { } pass || _isOver)
            return false;
        var isCovered = (string.Equals(pass.PolicyName, policyName, StringComparison.Ordinal) && string.Equals(pass.Path, Path.Value, StringComparison.OrdinalIgnoreCase))
            || (pass.EventId.Length > 0 && string.Equals((await policies.GetPolicyAsync(policyName, CancellationToken.None).ConfigureAwait(false))?.EventId, pass.EventId, StringComparison.Ordinal));
        return isCovered && (pass.SessionToken is null || (_isLive is { } isLive && await isLive.ConfigureAwait(false) && !_isOver));
    }

    /// <summary>Loads the circuit's address anew, by a request that the gate sees.</summary>
    public void Leave() => navigation.NavigateTo(navigation.Uri, forceLoad: true);

    public void Dispose()
    {
        _restoring?.Dispose();
        Disconnect();
    }

    private void Restore()
    {
        if (CircuitPassJson.Take(state) is not { } pass)
            return;
        (_pass, _isOver) = (pass, false);
        Follow();
    }

    private void Follow()
    {
        Disconnect();
        if (_pass is not { SessionToken: { } token } pass)
            return;
        _connection = new CancellationTokenSource();
        var isLive = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _isLive = isLive.Task;
        _ = FollowAsync(pass, token, isLive, _connection.Token);
    }

    private async Task FollowAsync(CircuitPass pass, string token, TaskCompletionSource<bool> isLive, CancellationToken done)
    {
        var outcome = await FindSessionAsync(pass, token, isLive, done).ConfigureAwait(false);
        isLive.TrySetResult(outcome is { Session: not null });
        if (outcome is { Session: { } session, SessionToken: { } newest })
        {
            var request = new SessionRequest { SessionToken = newest, EventId = pass.EventId, UserId = pass.UserId };
            await connections.RenewAsync(request, session.ExpiresIn, null, done).ConfigureAwait(false);
        }

        if (done.IsCancellationRequested || await policies.GetPolicyAsync(pass.PolicyName, CancellationToken.None).ConfigureAwait(false) is { KeepOpen: true })
            return;
        _isOver = true;
        if (IsShut)
            Leave();
    }

    /// <summary>The page was let in a moment ago: while the store is away, that counts.</summary>
    private async Task<GateOutcome?> FindSessionAsync(CircuitPass pass, string token, TaskCompletionSource<bool> isLive, CancellationToken done)
    {
        var visitor = new GateVisitor { SessionToken = token, IsSessionOfBrowser = pass.BrowserId is not null, BrowserId = pass.BrowserId, UserId = pass.UserId };
        while (!done.IsCancellationRequested)
        {
            try
            {
                return await gate.FindSessionAsync(pass.EventId, visitor, CancellationToken.None).ConfigureAwait(false);
            }
            catch (WaitingRoomUnavailableException)
            {
                isLive.TrySetResult(true);
            }

            await Task.Delay(Retry, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    private void Disconnect()
    {
        _connection?.Cancel();
        _connection?.Dispose();
        _connection = null;
    }
}
