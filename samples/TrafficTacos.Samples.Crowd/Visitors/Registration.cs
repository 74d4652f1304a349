using TrafficTacos.Samples.Crowd.Gateways;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>Everybody makes an account before the doors open, as fast as the gateways let one address do so.</summary>
internal sealed class Registration(ShopClient shop)
{
    /// <summary>A password costs the gateway some work on purpose.</summary>
    private const int AtOnce = 8;

    /// <summary>Why it failed, or null.</summary>
    public async Task<string?> RegisterAsync(IEnumerable<Caller> callers, CancellationToken cancellationToken)
    {
        string? trouble = null;
        await Parallel.ForEachAsync(
            callers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (caller, stop) =>
            {
                if (Volatile.Read(ref trouble) is null && await RegisterAsync(caller, stop) is { } why)
                    Volatile.Write(ref trouble, why);
            });
        return trouble;
    }

    private async Task<string?> RegisterAsync(Caller caller, CancellationToken cancellationToken)
    {
        var password = Guid.NewGuid().ToString("N");
        var answer = await shop.RegisterAsync(
            caller, new RegisterRequest(caller.Username, password, $"{caller.Username}@example.com", caller.Name), cancellationToken);
        // The name is this run's own: an attempt without an answer has taken it.
        if (answer is { Status: 409, Certain: false })
            answer = await shop.LogInAsync(caller, new LoginRequest(caller.Username, password), cancellationToken);
        if (answer is not { Ok: true, Body.Token: { Length: > 0 } token })
            return $"registering an account answered {answer.Describe()}";
        caller.LogIn(token);
        return null;
    }
}
