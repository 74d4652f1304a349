using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>What a node says of itself: lua/checks/info.lua. The client sends the command itself only for administrators.</summary>
internal static class NodeInfo
{
    private static readonly string Script = ScriptText.Load("checks/info", new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The text of INFO.</summary>
    public static Task<RedisResult> ReadAsync(IServer server) => server.ExecuteAsync("EVAL", Script, 0);
}
