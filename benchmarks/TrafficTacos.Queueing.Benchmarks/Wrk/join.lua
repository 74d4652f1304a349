-- Joins that each create a place: all users join one event, then the next event.
-- Arguments  1 file of users, one a line: id, bearer token  2 prefix of the event ids  3 "key" sends a new Idempotency-Key each time

local users, prefix, with_key, count = {}, '', false, 0

function init(args)
  prefix, with_key = args[2], args[3] == 'key'
  for line in io.lines(args[1]) do
    local id, token = line:match('(%S+) (%S+)')
    users[#users + 1] = { ['Content-Type'] = 'application/json', ['X-User'] = id, ['Authorization'] = 'Bearer ' .. token }
  end
end

function request()
  local headers = users[count % #users + 1]
  headers['Idempotency-Key'] = with_key and prefix .. '-' .. count or nil
  local body = '{"event_id":"' .. prefix .. '-' .. math.floor(count / #users) .. '"}'
  count = count + 1
  return wrk.format('POST', nil, headers, body)
end
