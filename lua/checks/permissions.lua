#!lua flags=no-writes,allow-oom
-- Which commands the caller may not run on which keys. It runs none of them and reads no key, so the keys are arguments.
-- ARGV[1] number of keys
-- ARGV[2] and so on: the keys, then the names of commands
-- Reply: for each refused pair the key and the command; empty if the server cannot tell
if not redis.acl_check_cmd then
  return {}
end
local keys = tonumber(ARGV[1])
local refused = {}
for i = 2, keys + 1 do
  for j = keys + 2, #ARGV do
    -- The key fills every place that may be one. Fewer arguments than a command has crash Redis 7.0.
    if not redis.acl_check_cmd(ARGV[j], ARGV[i], ARGV[i], ARGV[i], ARGV[i]) then
      refused[#refused + 1] = ARGV[i]
      refused[#refused + 1] = ARGV[j]
    end
  end
end
return refused
