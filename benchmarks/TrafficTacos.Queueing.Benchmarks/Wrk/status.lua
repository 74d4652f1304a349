-- Status requests of many visitors in turn.
-- Arguments  1 file of waiting tokens, one a line

local requests, next = {}, 0

function init(args)
  for token in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format('GET', wrk.path .. '?token=' .. token)
  end
end

function request()
  next = next % #requests + 1
  return requests[next]
end
