-- Reservations, each with another pass.
-- Arguments  1 file of users, one a line: id, bearer token  2 prefix of the idempotency keys
--            3 file of passes, one a line: event, index of the user, reservation token

local users, passes, prefix, count = {}, {}, '', 0

function init(args)
  prefix = args[2]
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
  local pass = passes[count % #passes + 1]
  pass.headers['Idempotency-Key'] = prefix .. '-' .. count
  count = count + 1
  return wrk.format('POST', nil, pass.headers, pass.body)
end
