using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Measures the authentication of a request: with a cached bearer token, with a token that is validated for the first time, and
/// without one. It has one caller, so it uses one core.</summary>
internal static class TokenBenchmark
{
    private const string Name = "benchmark";
    private const int CachedTokens = 10_000;
    private const int LookUps = 400_000;
    private const int FirstValidations = 2_000;
    private const double Goal = 200_000;

    public static async Task RunAsync(int rounds)
    {
        var elliptic = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "es" };
        var rsa = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "rs" };
        await using var services = CreateServices(elliptic, rsa);
        var cached = Sign(elliptic, SecurityAlgorithms.EcdsaSha256, CachedTokens);
        foreach (var token in cached)
            await AuthenticateAsync(services, token);
        var cache = services.GetRequiredService<ValidatedTokenCache>();

        Measurement lookUp = new("cached token, look-up"), request = new("cached token, authentication of a request"),
            anonymous = new("no token, authentication of a request"), es256 = new("first validation, ES256"), rs256 = new("first validation, RS256");
        for (var round = -1; round < rounds; round++)
        {
            var warmUp = round < 0;
            await lookUp.MeasureAsync(LookUps, 1, i => LookUp(cache, cached[i % CachedTokens]), warmUp: warmUp);
            await request.MeasureAsync(LookUps, 1, i => AuthenticateAsync(services, cached[i % CachedTokens]), warmUp: warmUp);
            await anonymous.MeasureAsync(LookUps, 1, _ => AuthenticateAsync(services, null), warmUp: warmUp);
            var newEs256 = Sign(elliptic, SecurityAlgorithms.EcdsaSha256, FirstValidations);
            await es256.MeasureAsync(FirstValidations, 1, i => AuthenticateAsync(services, newEs256[i]), warmUp: warmUp);
            var newRs256 = Sign(rsa, SecurityAlgorithms.RsaSha256, FirstValidations);
            await rs256.MeasureAsync(FirstValidations, 1, i => AuthenticateAsync(services, newRs256[i]), warmUp: warmUp);
        }

        foreach (var measurement in (Measurement[])[lookUp, request, anonymous, es256, rs256])
            measurement.Print();
        Measurement.Print(FormattableString.Invariant($"**{lookUp.Name}: {lookUp.Median:N0}/s on one core** (goal {Goal:N0})"));
        request.PrintRatio(es256, 10);
        request.PrintRatio(rs256, 10);
    }

    private static Task LookUp(ValidatedTokenCache cache, string token) =>
        cache.Find(token) is not null ? Task.CompletedTask : throw new InvalidOperationException("A cached token was not found.");

    /// <summary>Authenticates as the middleware does, with a scope and a context of its own.</summary>
    private static async Task AuthenticateAsync(ServiceProvider services, string? token)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        if (token is not null)
            context.Request.Headers.Authorization = "Bearer " + token;
        if ((await context.AuthenticateAsync()).Succeeded != token is not null)
            throw new InvalidOperationException("The authentication gave an unexpected result.");
    }

    private static ServiceProvider CreateServices(ECDsaSecurityKey elliptic, RsaSecurityKey rsa)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        var settings = HostSettings.Of();
        services.AddGatewayAuthentication(settings.Authentication, settings.Identity);
        services.AddTokenIssuer(Name, _ => new TokenIssuer(
            Name, UserNamespace.Issuer, Name, Name, Name, new StaticKeySetRetriever(elliptic, rsa), TimeSpan.FromMinutes(10), TimeProvider.System));
        return services.BuildServiceProvider();
    }

    private static string[] Sign(SecurityKey key, string algorithm, int count)
    {
        var handler = new JsonWebTokenHandler();
        var credentials = new SigningCredentials(key, algorithm);
        return [.. Enumerable.Range(0, count).Select(i => handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Name,
            SigningCredentials = credentials,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = Guid.NewGuid().ToString("N"),
                ["username"] = $"user{i}",
                ["role"] = "user",
                ["jti"] = Guid.NewGuid().ToString("N"),
            },
        }))];
    }
}
