using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing;

namespace TrafficTacos.Testing;

/// <summary>All that one process offers to visitors, to the application and to operators, with short calls.</summary>
public sealed class TestRoom(IServiceProvider services)
{
    public IWaitingRoom Room { get; } = services.GetRequiredService<IWaitingRoom>();

    public IAdmissionPasses Passes { get; } = services.GetRequiredService<IAdmissionPasses>();

    public IShopperSessions Sessions { get; } = services.GetRequiredService<IShopperSessions>();

    public WaitingRoomOperator Operator { get; } = services.GetRequiredService<WaitingRoomOperator>();

    public EventBoards Boards { get; } = services.GetRequiredService<EventBoards>();

    public Task<JoinResult> JoinAsync(string eventId, string? user = null, string? key = null, string? label = null, string? token = null, CancellationToken cancellationToken = default) =>
        Room.JoinAsync(new JoinRequest { EventId = eventId, UserId = user, IdempotencyKey = key, Label = label, WaitingToken = token }, cancellationToken);

    public ValueTask<VisitorStatus> GetStatusAsync(string waitingToken, CancellationToken cancellationToken = default) =>
        Room.GetStatusAsync(new StatusRequest { WaitingToken = waitingToken }, cancellationToken);

    public Task<EnterResult> EnterAsync(string waitingToken, string? user = null, CancellationToken cancellationToken = default) =>
        Room.EnterAsync(new EnterRequest { WaitingToken = waitingToken, UserId = user }, cancellationToken);

    public async Task<LeaveOutcome> LeaveAsync(string waitingToken, LeaveMode mode = LeaveMode.Immediate, CancellationToken cancellationToken = default) =>
        (await Room.LeaveAsync(new LeaveRequest { WaitingToken = waitingToken, Mode = mode }, cancellationToken)).Outcome;

    public ValueTask<WaitingTokenInfo?> ReadTokenAsync(string waitingToken, CancellationToken cancellationToken = default) =>
        Room.ReadTokenAsync(waitingToken, cancellationToken);

    public ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken = default) => Room.IsAvailableAsync(cancellationToken);

    public Task<PassClaimResult> ClaimAsync(string eventId, string reservationToken, string? user = null, CancellationToken cancellationToken = default) =>
        Passes.ClaimAsync(new PassClaimRequest { EventId = eventId, ReservationToken = reservationToken, UserId = user }, cancellationToken);

    public Task SpendAsync(PassClaim claim, CancellationToken cancellationToken = default) => Passes.SpendAsync(claim, cancellationToken);

    public Task ReleaseAsync(PassClaim claim, CancellationToken cancellationToken = default) => Passes.ReleaseAsync(claim, cancellationToken);

    public Task<SessionOpenResult> OpenAsync(string reservationToken, string? user = null, CancellationToken cancellationToken = default) =>
        Sessions.OpenAsync(new SessionOpenRequest { ReservationToken = reservationToken, UserId = user }, cancellationToken);

    public ValueTask<SessionResult> CheckAsync(string sessionToken, string? user = null, bool isUse = true, CancellationToken cancellationToken = default) =>
        Sessions.CheckAsync(new SessionRequest { SessionToken = sessionToken, UserId = user, IsUse = isUse }, cancellationToken);

    public Task<SessionResult> ExtendAsync(string sessionToken, string? user = null, CancellationToken cancellationToken = default) =>
        Sessions.ExtendAsync(new SessionRequest { SessionToken = sessionToken, UserId = user }, cancellationToken);

    public Task<SessionReleaseOutcome> ReleaseSessionAsync(string sessionToken, string? user = null, CancellationToken cancellationToken = default) =>
        Sessions.ReleaseAsync(new SessionRequest { SessionToken = sessionToken, UserId = user }, cancellationToken);

    public Task<EventSettings> GetSettingsAsync(string eventId, CancellationToken cancellationToken = default) =>
        Operator.GetSettingsAsync(eventId, cancellationToken);

    public Task<EventSettings> ChangeSettingsAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default) =>
        Operator.ChangeSettingsAsync(eventId, change, cancellationToken);
}
