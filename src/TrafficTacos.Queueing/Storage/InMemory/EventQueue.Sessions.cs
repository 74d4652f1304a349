using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Sessions and the seats they hold: lua/open_session.lua, session.lua, include/seat.lua.</summary>
internal sealed partial class EventQueue
{
    /// <summary>A gateway accepts a session for a short time without asking, so its seat is held for longer than it.</summary>
    private const long HeldAfter = 3 * Second;

    private readonly Dictionary<EntryId, Session> _sessions = [];

    /// <summary>Of each place whose session holds a seat: until when.</summary>
    private readonly Dictionary<Place, long> _seatEnds = [];
    private readonly SortedSet<(long Until, UInt128 Entry, long Ticket)> _seats = [];

    public OpenReply OpenSession(Place place, PassProof proof, ulong id, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var service = now.Clock.Service;
        if (LiveSession(place.Entry, service) is { } open)
            return open.Ticket == place.Ticket ? new OpenReply(OpenCode.Opened, Tell(open, now, policy)) : new OpenReply(OpenCode.Gone);
        if (StoredPass(place.Entry, service) is not { } pass && !TryHonour(place, proof, ref now, policy, at, out pass))
            return new OpenReply(OpenCode.Gone);
        if (pass.Ticket != place.Ticket)
            return new OpenReply(OpenCode.Gone);
        if (pass.State == PassState.Spent)
            return new OpenReply(OpenCode.Spent);
        service = now.Clock.Service;
        if (service > pass.Expires)
            return new OpenReply(OpenCode.Gone);
        if (pass.State == PassState.Claimed && (pass.Claimant.Key != UInt128.Zero || at <= pass.Lease))
            return new OpenReply(OpenCode.InUse);

        var session = Begin(
            place, new Session(place.Ticket, 0, pass.User, pass.Id, pass.Granted, pass.Expires, id, now.Clock.Store, 0), now, policy, at);
        return new OpenReply(OpenCode.Opened, Tell(session, now, policy));
    }

    public SessionReply StepSession(EntryId entry, ulong id, SessionStep step, Place proven, SessionProof proof, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        if ((LiveSession(entry, now.Clock.Service) ?? Register(proven, proof, ref now, policy, at)) is not { } session || session.Id != id)
            return new SessionReply(SessionCode.Over);
        var service = now.Clock.Service;
        var place = new Place(entry, session.Ticket);
        if (step == SessionStep.Release)
        {
            session = session with { Ends = service };
            _sessions.Remove(entry);
            _passes[entry] = new Pass(PassState.Spent, session.Ticket, session.PassEnds, session.User, session.PassId, session.Granted);
            EndSession(place, policy);
            if (_loss is { } loss && session.Opened <= loss.To)
                _records[entry] = new PlaceRecord(session.Ticket) { Kind = RecordKind.Gone }; // its token must not bring it back
            HoldSeat(place, service);
            TellUser(entry, session.User, 0);
            return new SessionReply(SessionCode.Live, session.Ticket, Tell(session, now, policy));
        }

        var isLongest = step == SessionStep.Extend && session.Ends >= session.Maximum;
        var ends = Math.Min(service + (long)policy.SessionLifetime, session.Maximum);
        if ((step == SessionStep.Extend || (step == SessionStep.Renew && policy.SlidingSession == 1)) && ends > session.Ends)
        {
            _sessions[entry] = session = session with { Ends = ends };
            HoldSeat(place, ends);
            TellUser(entry, session.User, ends);
        }

        KeepSmall(policy, at);
        return new SessionReply(isLongest ? SessionCode.AtMaximum : SessionCode.Live, session.Ticket, Tell(session, now, policy));
    }

    /// <summary>The place is used up, and the session of it holds a seat.</summary>
    private Session Begin(Place place, Session session, in Instant now, EventPolicy policy, long at)
    {
        var record = _records.GetValueOrDefault(place.Entry);
        var rank = 0d;
        if (record?.Ticket == place.Ticket)
        {
            rank = record.Rank;
            if (record.Kind != RecordKind.Admitted)
                Count("admitted", place.Entry, place.Ticket, policy);
        }

        EndPlace(place.Entry, place.Ticket);
        var (service, user) = (now.Clock.Service, session.User);
        var maximum = service + (long)policy.SessionMaximum - (now.Clock.Store - session.Opened);
        session = session with { Ends = Math.Min(service + (long)policy.SessionLifetime, maximum), Maximum = maximum };
        _passes.Remove(place.Entry);
        _sessions[place.Entry] = session;
        _records[place.Entry] = new PlaceRecord(place.Ticket) { Rank = rank, Kind = RecordKind.Inside };
        HoldSeat(place, session.Ends);
        if (user != UInt128.Zero)
            _users[user] = (place.Entry, session.Ends, _users.GetValueOrDefault(user).Spent + 1);
        Count("session_opened", place.Entry, place.Ticket, policy);
        KeepSmall(policy, at);
        return session;
    }

    /// <summary>As lua/include/register.lua.</summary>
    private Session? Register(Place place, SessionProof proof, ref Instant now, EventPolicy policy, long at)
    {
        if (!Proves(proof.Generation, proof.ConfirmedAt, ref now, policy, at) || _loss is not { } loss || proof.OpenedAt > loss.To
            || now.Clock.Store > proof.EndsAt + (long)policy.RecoveryTime)
        {
            return null;
        }

        var (entry, record) = (_entries.GetValueOrDefault(place.Entry), _records.GetValueOrDefault(place.Entry));
        if (record?.Kind >= RecordKind.Gone || (entry is not null ? !IsOf(entry, place.Ticket) : record is not null && !IsOf(record.Ticket, place.Ticket)))
            return null;
        if (record?.Kind != RecordKind.Admitted && now.Numbers.MaximumShoppers > 0 && Shoppers(now.Clock.Service) >= now.Numbers.MaximumShoppers)
            return null;
        if (record?.Kind != RecordKind.Admitted)
            _bucket = (now.Level - AdmissionRule.Token, now.Clock.Store); // it was let in, and the store forgot
        if (record is null)
        {
            if (entry is null)
                Count("restored", place.Entry, place.Ticket, policy);
            Count("admitted", place.Entry, place.Ticket, policy);
        }

        var lost = new Session(place.Ticket, 0, proof.User, proof.Id, proof.OpenedAt, now.Clock.Service, proof.Id, proof.OpenedAt, 0);
        var session = Begin(place, lost, now, policy, at);
        return session.Ends >= now.Clock.Service ? session : null;
    }

    private Session? LiveSession(EntryId entry, long service) =>
        _sessions.TryGetValue(entry, out var session) && service <= session.Ends ? session : null;

    /// <summary>How many are inside, with a pass or a session, and how many seats are still held for who was.</summary>
    private int Shoppers(long service) =>
        _admitted.Count - _admitted.TakeWhile(pass => pass.Until < service).Count() + _seats.Count - _seats.TakeWhile(seat => seat.Until < service).Count();

    /// <summary>Who was inside when everything was lost comes with a token, at the latest within the lifetime of a session. Until then each
    /// seat may be taken.</summary>
    private double FreeSeats(in EventNumbers numbers, EventPolicy policy, in QueueClock clock) =>
        _loss is { } loss && clock.Store <= loss.Since + policy.SessionLifetime ? 0 : AdmissionRule.FreeSeats(Shoppers(clock.Service), numbers.MaximumShoppers);

    private void HoldSeat(Place place, long ends)
    {
        if (_seatEnds.TryGetValue(place, out var held))
            _seats.Remove((held, place.Entry.Value, place.Ticket));
        _seatEnds[place] = ends + HeldAfter;
        _seats.Add((ends + HeldAfter, place.Entry.Value, place.Ticket));
    }

    private bool IsInside(Place place, long service) => _seatEnds.TryGetValue(place, out var held) && held - HeldAfter >= service;

    /// <summary>It cannot come back to its place; the seat stays held.</summary>
    private void EndSession(Place place, EventPolicy policy)
    {
        EndPlace(place.Entry, place.Ticket);
        Count("session_ended", place.Entry, place.Ticket, policy);
    }

    private void FreeSeats(long service, EventPolicy policy)
    {
        while (_seats.Count > 0 && _seats.Min is var (until, id, ticket) && until < service)
        {
            var place = new Place(new EntryId(id), ticket);
            if (_records.TryGetValue(place.Entry, out var record) && record.Kind == RecordKind.Inside && record.Ticket == ticket)
                EndSession(place, policy);
            _seats.Remove((until, id, ticket));
            _seatEnds.Remove(place);
        }

        foreach (var (entry, session) in _sessions)
        {
            if (service > session.Ends)
                _sessions.Remove(entry);
        }
    }

    private void TellUser(EntryId entry, UInt128 user, long expires)
    {
        if (user != UInt128.Zero && _users.TryGetValue(user, out var had) && had.Entry == entry)
            _users[user] = had with { Expires = expires };
    }

    private static SessionProof Tell(in Session session, in Instant now, EventPolicy policy) => new(
        now.Generation, session.Id, session.User, session.Opened, now.Clock.Service,
        Math.Min(session.Ends, now.Clock.Service + (long)Math.Floor(policy.SessionLifetime / 4)), session.Ends, session.Maximum);
}
