#!lua
-- Lets gateways without a configured secret agree on one: whoever comes first writes it, everybody reads it.
-- KEYS  1 the secret
-- ARGV  1 this gateway's proposal
-- Reply the secret that holds

redis.call('SET', KEYS[1], ARGV[1], 'NX')
return redis.call('GET', KEYS[1])
