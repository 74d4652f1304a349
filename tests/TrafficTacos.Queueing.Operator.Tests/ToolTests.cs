namespace TrafficTacos.Queueing.OperatorTool.Tests;

/// <summary>The tool as a process of its own, beside a gateway on the same Redis and an event that no other test has.</summary>
public abstract class ToolTests(RedisFixture redis, string kind) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    /// <summary>A round of quicknet has one of this length.</summary>
    protected const string Signature = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";

    private LocalGateways? _gateways;

    protected string Event { get; } = $"{kind}-{Guid.NewGuid().ToString("n")[..8]}";

    private protected TestRoom Room => _gateways!.Rooms[0];

    public Task InitializeAsync()
    {
        _gateways = Start(redis.Address);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _gateways!.DisposeAsync();

    private protected abstract LocalGateways Start(string address);

    /// <summary>What the tool prints; its exit status has to be the expected one.</summary>
    protected Task<string> RunAsync(int expected, params string[] arguments) => Tool.RunAsync(redis.Address, expected, arguments);
}
