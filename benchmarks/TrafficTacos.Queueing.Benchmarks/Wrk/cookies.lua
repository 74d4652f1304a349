-- Sends the lines of a file as cookies, one after the other.
local cookies, next_cookie = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do cookies[#cookies + 1] = line end
end

function request()
  next_cookie = next_cookie % #cookies + 1
  return wrk.format('GET', nil, { ['Cookie'] = cookies[next_cookie], ['Accept'] = 'text/html' })
end
