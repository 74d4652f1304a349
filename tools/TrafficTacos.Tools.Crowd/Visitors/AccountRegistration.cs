using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Gateways;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Registers an account for each visitor before the run, as fast as the gateways' rate limit permits.</summary>
internal sealed class AccountRegistration(PurchaseClient client)
{
    /// <summary>Password hashing is deliberately expensive for the gateway.</summary>
    private const int MaxConcurrency = 8;

    /// <summary>Returns the error, or null.</summary>
    public async Task<string?> RegisterAllAsync(IEnumerable<VisitorIdentity> identities, CancellationToken cancellationToken)
    {
        string? firstError = null;
        await Parallel.ForEachAsync(
            identities,
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
            async (identity, token) =>
            {
                if (Volatile.Read(ref firstError) is null && await RegisterAsync(identity, token) is { } error)
                    Volatile.Write(ref firstError, error);
            });
        return firstError;
    }

    private async Task<string?> RegisterAsync(VisitorIdentity identity, CancellationToken cancellationToken)
    {
        var password = Guid.NewGuid().ToString("N");
        var response = await client.RegisterAsync(
            identity, new RegisterRequest(identity.Username, password, $"{identity.Username}@example.com", identity.Name), cancellationToken);
        // The name is unique to this run, so an earlier attempt without a response has registered it.
        if (response is { Status: 409, IsUnambiguous: false })
            response = await client.LogInAsync(identity, new LoginRequest(identity.Username, password), cancellationToken);
        if (response is not { IsSuccess: true, Body.Token: { Length: > 0 } token })
            return $"registering an account failed with {response.Describe()}";
        identity.LogIn(token);
        return null;
    }
}
