using System.Globalization;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>Plays a schedule on one store; every reply becomes a line of text, so that two stores can be compared.</summary>
internal sealed partial class Sale(StoreUnderTest tested, EventPolicy policy)
{
    private readonly Dictionary<int, Place> _places = [];
    private readonly Dictionary<int, (Place Place, UInt128 Claim)> _claims = [];
    private int _claimNumber;

    public string EventId { get; } = "model-" + Guid.NewGuid().ToString("n");

    public EventPolicy Policy => policy;

    public static IEnumerable<EntryId> Entries => Enumerable.Range(0, 10).Select(EntryOf);

    public static EntryId EntryOf(int who) => new((UInt128)(who + 1));

    /// <summary>The entry of one of two users, which nobody else has.</summary>
    private static EntryId OwnOf(int number) => EntryOf(7 + number % 2);

    /// <summary>The same user, as a pass is bound to them.</summary>
    private static UInt128 UserOf(int number) => (UInt128)(uint)(100 + number % 2);

    public async Task<string> PlayAsync(Step step)
    {
        var store = tested.Store;
        var place = _places.GetValueOrDefault(step.Who, new Place(EntryOf(step.Who), 1));
        switch (step.Kind)
        {
            case StepKind.Join:
                var joined = await store.JoinAsync(EventId, EntryOf(step.Who), policy, default);
                // Of who is drawn the store tells the rank instead, while the visitor's token has the ticket.
                if (joined.Ticket > 0 || step.Number % 2 == 0)
                    _places[step.Who] = new Place(EntryOf(step.Who), joined.Ticket);
                return (joined with { Generation = default }).ToString();
            case StepKind.Status:
                return (await store.StatusAsync(EventId, place, step.Number % 5 == 0, policy, default) with { Generation = default }).ToString();
            case StepKind.StatusOfAll:
                // One call tells all of them the length at its end.
                var replies = await tested.StatusAsync(EventId, [.. _places.Values, new Place(EntryOf(9), 1)], policy);
                return string.Join(' ', replies.Select(reply => reply with { Length = replies[^1].Length, Generation = default }));
            case StepKind.Enter:
                var entered = await store.EnterAsync(EventId, place, step.Number % 3 == 0 ? UInt128.Zero : UserOf(step.Number), policy, default);
                return (entered with { Pass = entered.Pass with { Generation = default } }).ToString();
            case StepKind.Leave or StepKind.SoftLeave:
                return (await store.LeaveAsync(EventId, place, step.Kind == StepKind.SoftLeave, policy, default)).ToString(CultureInfo.InvariantCulture);
            case StepKind.Claim:
                var claim = (UInt128)(uint)++_claimNumber;
                var claimed = await store.RedeemAsync(EventId, place, RedeemStep.Claim, claim, policy, default);
                if (claimed == RedeemReply.Done)
                    _claims[step.Who] = (place, claim);
                return claimed.ToString();
            case StepKind.Spend or StepKind.Release:
                var (heldPlace, heldClaim) = _claims.TryGetValue(step.Who, out var held) ? held : (place, (UInt128)99);
                var end = step.Kind == StepKind.Spend ? RedeemStep.Spend : RedeemStep.Release;
                return (await store.RedeemAsync(EventId, heldPlace, end, heldClaim, policy, default)).ToString();
            case StepKind.Maintain:
                return await MaintainAsync();
            case StepKind.ChangeRate:
                return await ChangeAsync(new EventSettingsChange { AdmissionsPerSecond = Schedules.Rates[step.Number % Schedules.Rates.Length] });
            case StepKind.ChangeBurst:
                return await ChangeAsync(new EventSettingsChange { Burst = 1 + step.Number % 6 });
            case StepKind.Pause or StepKind.Resume:
                return await ChangeAsync(new EventSettingsChange { Mode = step.Kind == StepKind.Pause ? EventMode.Paused : EventMode.Normal });
            case StepKind.ChangeMode:
                return await ChangeAsync(new EventSettingsChange { Mode = Schedules.Modes[step.Number % Schedules.Modes.Length] });
            case StepKind.Schedule:
                return await ChangeAsync(Schedules.At(tested.Now, step.Number));
            case StepKind.Bind:
                return (await store.BindAsync(KeyOf(step.Who), (UInt128)(step.Number % 2), TimeSpan.FromMinutes(5), default)).ToString();
            case StepKind.Hear:
                var late = _places.Values.Take(1 + step.Number % 3).Select((place, i) => new LateHeartbeat(place, (step.Number % 7 + i) * 1_000_000L)).ToList();
                return late.Count == 0 ? "" : (await store.HearAsync(EventId, late, policy, default)).ToString(CultureInfo.InvariantCulture);
            case StepKind.Attach:
                return (await store.AttachAsync(EventId, place, OwnOf(step.Number), UserOf(step.Number), policy, default)).ToString(CultureInfo.InvariantCulture);
            case StepKind.JoinAsUser:
                return (await store.JoinAsync(EventId, OwnOf(step.Number), policy, default) with { Generation = default }).ToString();
            case StepKind.FindPass:
                var found = await store.FindPassAsync(EventId, place, policy, default);
                return found is { } pass ? $"{pass.Pass with { Generation = default }} {pass.Remaining} {pass.Session?.ToString().Replace(pass.Session.Value.Generation.ToString(), "", StringComparison.Ordinal)}" : "none";
            case StepKind.JoinLabelled or StepKind.Find or StepKind.MoveUp or StepKind.Remove or StepKind.RemoveLabelled or StepKind.Undo:
                return await OperateAsync(step, place);
            case StepKind.OpenSession:
                var opened = await store.OpenSessionAsync(EventId, place, default, SessionOf(step.Who), policy, default);
                return (opened with { Session = opened.Session with { Generation = default } }).ToString();
            case StepKind.RenewSession or StepKind.ExtendSession or StepKind.ReleaseSession:
                var reply = await store.SessionAsync(EventId, new Place(EntryOf(step.Who), 0), default(SessionProof) with { Id = SessionOf(step.Who) }, SessionStepOf(step), policy, default);
                return (reply with { Session = reply.Session with { Generation = default } }).ToString();
            case StepKind.DrawNext or StepKind.DrawAny:
                return await DrawAsync(step);
            case StepKind.Outage:
                tested.Pass(Schedules.Waits[step.Number % Schedules.Waits.Length]);
                return "";
            default:
                await tested.PassAsync(Schedules.Waits[step.Number % Schedules.Waits.Length], EventId, policy);
                return "";
        }
    }

    public Task<StoreState> StateAsync() => tested.StateAsync(EventId, Entries);

    public long? TicketOf(int who) => _places.TryGetValue(who, out var place) ? place.Ticket : null;

    private static ulong SessionOf(int who) => 1000 + (ulong)who;

    private static SessionStep SessionStepOf(Step step) => step.Kind switch
    {
        StepKind.RenewSession => step.Number % 4 == 0 ? SessionStep.Check : SessionStep.Renew,
        StepKind.ExtendSession => SessionStep.Extend,
        _ => SessionStep.Release,
    };

    private UInt128 KeyOf(int who) => UInt128.Parse(EventId["model-".Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) + (UInt128)(uint)who;

    /// <summary>As the monitor does: until nothing more is to be reclaimed.</summary>
    private async Task<string> MaintainAsync()
    {
        var total = default(ReclaimedCounts);
        MaintenanceReply reply;
        do
        {
            reply = await tested.Store.MaintainAsync(EventId, TimeSpan.FromSeconds(1), policy, default);
            total += reply.Reclaimed;
        }
        while (reply.More);
        return $"{reply.Snapshot} {total}";
    }

    private async Task<string> ChangeAsync(EventSettingsChange change)
    {
        var (settings, fault) = await tested.Store.SettingsAsync(EventId, change, policy, default);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{fault} {settings.AdmissionsPerSecond} {settings.Burst} {settings.Mode} {settings.GatherAt:O} {settings.OpensAt:O} {settings.ClosesAt:O} {settings.Message?.Text} {string.Join(',', settings.Changed)}");
    }
}
