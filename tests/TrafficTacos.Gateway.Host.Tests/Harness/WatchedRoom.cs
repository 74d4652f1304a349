using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>The shop's own waiting room with somebody who looks on while a pass is claimed, spent or given back.</summary>
internal sealed class WatchedRoom(IWaitingRoom room) : IWaitingRoom
{
    public Action<CancellationToken> OnClaim { get; set; } = _ => { };

    public Action OnSpend { get; set; } = () => { };

    public Action OnGiveBack { get; set; } = () => { };

    /// <summary>Puts it in front of the waiting room that is registered.</summary>
    public static void Watch(IServiceCollection services)
    {
        var registered = services.Single(service => service.ServiceType == typeof(IWaitingRoom));
        services.Remove(registered);
        services.AddSingleton<IWaitingRoom>(provider =>
            new WatchedRoom((IWaitingRoom)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)));
    }

    public ValueTask<ClaimResult> ClaimAsync(string eventId, string reservationToken, string? userId = null, CancellationToken cancellationToken = default)
    {
        OnClaim(cancellationToken);
        return room.ClaimAsync(eventId, reservationToken, userId, cancellationToken);
    }

    public async ValueTask SpendAsync(PassClaim claim, CancellationToken cancellationToken = default)
    {
        await room.SpendAsync(claim, cancellationToken);
        OnSpend();
    }

    public async ValueTask GiveBackAsync(PassClaim claim, CancellationToken cancellationToken = default)
    {
        await room.GiveBackAsync(claim, cancellationToken);
        OnGiveBack();
    }

    public ValueTask<JoinResult> JoinAsync(string eventId, Visitor visitor, string? label = null, CancellationToken cancellationToken = default) =>
        room.JoinAsync(eventId, visitor, label, cancellationToken);

    public ValueTask<VisitorStatus> GetStatusAsync(string waitingToken, CancellationToken cancellationToken = default) =>
        room.GetStatusAsync(waitingToken, cancellationToken);

    public ValueTask<IReadOnlyList<VisitorStatus>> GetStatusesAsync(IReadOnlyList<string> waitingTokens, CancellationToken cancellationToken = default) =>
        room.GetStatusesAsync(waitingTokens, cancellationToken);

    public ValueTask<WaitingTokenInfo?> RecognizeAsync(string waitingToken, CancellationToken cancellationToken = default) =>
        room.RecognizeAsync(waitingToken, cancellationToken);

    public ValueTask<EnterResult> EnterAsync(string waitingToken, string? userId = null, CancellationToken cancellationToken = default) =>
        room.EnterAsync(waitingToken, userId, cancellationToken);

    public ValueTask<LeaveOutcome> LeaveAsync(string waitingToken, LeaveMode mode = LeaveMode.AtOnce, CancellationToken cancellationToken = default) =>
        room.LeaveAsync(waitingToken, mode, cancellationToken);

    public ValueTask<EventSettings> GetSettingsAsync(string eventId, CancellationToken cancellationToken = default) =>
        room.GetSettingsAsync(eventId, cancellationToken);

    public ValueTask<EventSettings> ChangeSettingsAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default) =>
        room.ChangeSettingsAsync(eventId, change, cancellationToken);

    public ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken = default) => room.IsAvailableAsync(cancellationToken);
}
