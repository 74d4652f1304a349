#!lua
-- Lets gateways without a configured secret agree on one: the first to come writes it, all read it.
-- KEYS  1 the secret
-- ARGV  1 this gateway's proposal
-- Reply the secret in force

redis.call('SET', KEYS[1], ARGV[1], 'NX')
return redis.call('GET', KEYS[1])
