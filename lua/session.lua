#!lua
-- Looks at a session, renews, extends or releases it. After a loss a session that is not there is registered again.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 pass
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 step: check | renew | extend | release  4 entry (16 bytes)
--       5 id of the session (8 bytes)  6 what the token proves (packed, see include/register.lua; empty for nothing)
-- Reply { mark, generation, 0 it is over }
--       { mark, generation, 1, or 2 it cannot be extended, id, user, ticket, opened, now, until when a gateway need not ask again, end, latest
--         end }: times by the service clock. For one that was released its end is now.
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal count records
-- include: remember pass user seat session register

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local step, entry = ARGV[3], ARGV[4]
local session = read_session(q.pass, s) or register(q, s, p, at, entry, ARGV[5], ARGV[6])
if not session or session.id ~= ARGV[5] then return answer(s, 0) end
local function tell_user(expires)
  local u = read_user(q, session.user)
  if u and u.entry == entry then write_user(q, session.user, { entry = entry, expires = expires, spent = u.spent }) end
end

if step == 'release' then
  session.ends = s.service
  write_pass(q.pass, { state = 3, ticket = session.ticket, expires = session.pass_ends, user = session.user, id = session.pass_id,
    granted = session.granted }, s.service)
  end_session(q, s, p, entry, session.ticket, is_in_loss(s, session.opened))
  hold_seat(q, entry, session.ticket, s.service)
  tell_user(0)
  return answer(s, 1, tell_session(p, s, session))
end

local is_longest = step == 'extend' and session.ends >= session.maximum
if step == 'extend' or step == 'renew' and p.sliding_session == 1 then
  local ends = math.min(s.service + p.session_lifetime, session.maximum)
  if ends > session.ends then
    session.ends = ends
    write_session(q.pass, session, s.service)
    hold_seat(q, entry, session.ticket, ends)
    tell_user(ends)
  end
end
keep_small(p)
return answer(s, is_longest and 2 or 1, tell_session(p, s, session))
