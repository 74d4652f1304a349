using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing;

/// <summary>Status, of one and of many.</summary>
internal sealed partial class WaitingRoom
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<VisitorStatus> GetStatusAsync(string waitingToken, CancellationToken cancellationToken = default)
    {
        var keys = await keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        if (!TokenCodec.TryRead(keys, TokenKind.Waiting, waitingToken, out var token))
        {
            using var unknown = Start(OperationNames.Status, NoEvent);
            unknown.Result = Name(VisitorState.Unknown);
            return VisitorStatus.Unknown;
        }

        using var operation = Start(OperationNames.Status, token.EventId);
        var view = monitor.View(token.EventId);
        var pulse = await monitor.PulseAsync(view, cancellationToken).ConfigureAwait(false);
        var reply = await store.StatusAsync(token.EventId, [token.Place], view.Policy, cancellationToken).ConfigureAwait(false);
        var status = Tell(token.EventId, token.Place, reply.Places[0], reply, pulse, view.Policy);
        operation.Result = Name(status.State);
        return status;
    }

    public async ValueTask<IReadOnlyList<VisitorStatus>> GetStatusesAsync(IReadOnlyList<string> waitingTokens, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(waitingTokens);
        var keys = await keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        var answers = new VisitorStatus[waitingTokens.Count];
        Array.Fill(answers, VisitorStatus.Unknown);
        var byEvent = new Dictionary<string, List<(int Index, Place Place)>>(StringComparer.Ordinal);
        for (var i = 0; i < answers.Length; i++)
        {
            if (TokenCodec.TryRead(keys, TokenKind.Waiting, waitingTokens[i], out var token))
                (CollectionsMarshal.GetValueRefOrAddDefault(byEvent, token.EventId, out _) ??= []).Add((i, token.Place));
        }

        foreach (var (eventId, asked) in byEvent)
        {
            // A script call holds the whole store up: large questions go in parts.
            foreach (var part in asked.Chunk(MostAtOnce))
            {
                using var operation = Start(OperationNames.Status, eventId);
                var view = monitor.View(eventId);
                var pulse = await monitor.PulseAsync(view, cancellationToken).ConfigureAwait(false);
                var reply = await store.StatusAsync(eventId, Array.ConvertAll(part, a => a.Place), view.Policy, cancellationToken).ConfigureAwait(false);
                for (var i = 0; i < part.Length; i++)
                    answers[part[i].Index] = Tell(eventId, part[i].Place, reply.Places[i], reply, pulse, view.Policy);
                operation.Result = "many";
            }
        }

        return answers;
    }

    /// <summary>No operation is opened: this is no use of the queue, and happens once more than every request.</summary>
    public async ValueTask<WaitingTokenInfo?> RecognizeAsync(string waitingToken, CancellationToken cancellationToken = default)
    {
        var keys = await keySource.GetAsync(cancellationToken).ConfigureAwait(false);
        return TokenCodec.TryRead(keys, TokenKind.Waiting, waitingToken, out var token)
            ? new WaitingTokenInfo(token.EventId, token.Place.Entry.Value.ToString("x32", null))
            : null;
    }

    private const int MostAtOnce = 256;

    private VisitorStatus Tell(string eventId, Place place, PlaceStatus at, in StatusReply reply, in Pulse pulse, EventPolicy policy)
    {
        var waited = Math.Max(0, reply.Now - place.Ticket);
        // The level of the very instant of the position: within a second a burst takes hundreds of tokens and positions.
        var estimate = at.State == PlaceState.Waiting
            ? WaitEstimator.Estimate(at.Position, waited, pulse with { Level = reply.Level }, policy)
            : new Estimate(TimeSpan.Zero, TimeSpan.Zero, 1);
        Watch(eventId, place, at.State, reply.Now, estimate.P50, policy);
        var state = at.State switch
        {
            PlaceState.Waiting => VisitorState.Waiting,
            PlaceState.Ready => VisitorState.Ready,
            PlaceState.Admitted => VisitorState.Admitted,
            _ => VisitorState.Expired,
        };
        return new VisitorStatus(
            state,
            at.Position,
            estimate.P50,
            estimate.P90,
            estimate.Confidence,
            TimeSpan.FromMicroseconds(waited),
            reply.Length,
            reply.Paused,
            PollAfter(estimate.P50, policy));
    }

    /// <summary>An admission was seen by whoever granted it, and compared there.</summary>
    private void Watch(string eventId, Place place, PlaceState state, long now, TimeSpan told, EventPolicy policy)
    {
        if (state == PlaceState.Waiting)
            toldWaits.Waits(eventId, place, now, told);
        else if (state == PlaceState.Ready)
            toldWaits.Ready(eventId, place, now, policy);
        else
            toldWaits.Gone(eventId, place);
    }

    private static string Name(VisitorState state) => state switch
    {
        VisitorState.Waiting => "waiting",
        VisitorState.Ready => "ready",
        VisitorState.Admitted => "admitted",
        VisitorState.Expired => "expired",
        _ => "unknown",
    };
}
