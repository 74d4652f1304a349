namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>A script of lua/.</summary>
/// <param name="Name">Its file name, without extension.</param>
/// <param name="Text">The text that goes to Redis.</param>
internal sealed record RedisScript(string Name, string Text);
