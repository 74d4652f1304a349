-- Joins, each a new place: every user once in an event, then all of them in the next.
-- Arguments  1 file of users, a line each: id, bearer token  2 name of the slice  3 "key" sends an Idempotency-Key, new each time

local users, slice, keyed, asked = {}, '', false, 0

function init(args)
  slice, keyed = args[2], args[3] == 'key'
  for line in io.lines(args[1]) do
    local id, token = line:match('(%S+) (%S+)')
    users[#users + 1] = { ['Content-Type'] = 'application/json', ['X-User'] = id, ['Authorization'] = 'Bearer ' .. token }
  end
end

function request()
  local headers = users[asked % #users + 1]
  headers['Idempotency-Key'] = keyed and slice .. '-' .. asked or nil
  local body = '{"event_id":"' .. slice .. '-' .. math.floor(asked / #users) .. '"}'
  asked = asked + 1
  return wrk.format('POST', nil, headers, body)
end
