-- Reservations, each with a pass of its own.
-- Arguments  1 file of users, a line each: id, bearer token  2 name of the slice
--            3 file of passes, a line each: event, which user, reservation token

local users, passes, slice, asked = {}, {}, '', 0

function init(args)
  slice = args[2]
  for line in io.lines(args[1]) do
    local id, token = line:match('(%S+) (%S+)')
    users[#users + 1] = { ['Content-Type'] = 'application/json', ['X-User'] = id, ['Authorization'] = 'Bearer ' .. token }
  end
  for line in io.lines(args[3]) do
    local event, user, pass = line:match('(%S+) (%d+) (%S+)')
    passes[#passes + 1] = {
      headers = users[tonumber(user) + 1],
      body = '{"event_id":"' .. event .. '","quantity":1,"reservation_token":"' .. pass .. '"}',
    }
  end
end

function request()
  local pass = passes[asked % #passes + 1]
  pass.headers['Idempotency-Key'] = slice .. '-' .. asked
  asked = asked + 1
  return wrk.format('POST', nil, pass.headers, pass.body)
end
