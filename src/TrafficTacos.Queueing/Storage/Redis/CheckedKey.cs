using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>A kind of key that the user of Redis has to be allowed.</summary>
/// <param name="Pattern">As an ACL names it.</param>
/// <param name="Example">A key of that kind.</param>
internal sealed record CheckedKey(string Pattern, RedisKey Example);
