namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>A script of lua/.</summary>
/// <param name="Name">Its file, without the ending.</param>
/// <param name="Text">As it goes to Redis.</param>
internal sealed record RedisScript(string Name, string Text);
