using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What it costs the gateway to know who sends a request: a token it knows already, and one it has to check. One caller, so one core.</summary>
internal static class Tokens
{
    private const string Name = "benchmark";
    private const int Known = 10_000;
    private const int LookUps = 400_000;
    private const int FirstTimes = 2_000;
    private const double Goal = 200_000;

    public static async Task RunAsync(int rounds)
    {
        var elliptic = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "es" };
        var rsa = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "rs" };
        await using var services = Services(elliptic, rsa);
        var known = Sign(elliptic, SecurityAlgorithms.EcdsaSha256, Known);
        foreach (var token in known)
            await AuthenticateAsync(services, token);
        var tokens = services.GetRequiredService<KnownTokens>();

        Figure lookUp = new("known token"), request = new("known token, whole authentication of a request"), nobody = new("no token, whole authentication of a request"), es = new("first validation, ES256"), rs = new("first validation, RS256");
        for (var round = -1; round < rounds; round++)
        {
            // The first round warms up and does not count.
            var warm = round < 0;
            await (warm ? new Figure("") : lookUp).MeasureAsync(LookUps, 1, i => Look(tokens, known[i % Known]));
            await (warm ? new Figure("") : request).MeasureAsync(LookUps, 1, i => AuthenticateAsync(services, known[i % Known]));
            await (warm ? new Figure("") : nobody).MeasureAsync(LookUps, 1, _ => AuthenticateAsync(services, null));
            var fresh = Sign(elliptic, SecurityAlgorithms.EcdsaSha256, FirstTimes);
            await (warm ? new Figure("") : es).MeasureAsync(FirstTimes, 1, i => AuthenticateAsync(services, fresh[i]));
            var others = Sign(rsa, SecurityAlgorithms.RsaSha256, FirstTimes);
            await (warm ? new Figure("") : rs).MeasureAsync(FirstTimes, 1, i => AuthenticateAsync(services, others[i]));
        }

        foreach (var figure in (Figure[])[lookUp, request, nobody, es, rs])
            figure.Print();
        Figure.Print(FormattableString.Invariant($"**{lookUp.Name}: {lookUp.Median:N0}/s on one core** (goal {Goal:N0})"));
        request.PrintAgainst(es, 10);
        request.PrintAgainst(rs, 10);
    }

    private static Task Look(KnownTokens tokens, string token) =>
        tokens.Find(token) is not null ? Task.CompletedTask : throw new InvalidOperationException("A known token is not known.");

    /// <summary>As the middleware does it, with a scope and a context of its own. Without a token it is what the framework does for
    /// anybody.</summary>
    private static async Task AuthenticateAsync(ServiceProvider services, string? token)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        if (token is not null)
            context.Request.Headers.Authorization = "Bearer " + token;
        if ((await context.AuthenticateAsync()).Succeeded != token is not null)
            throw new InvalidOperationException("A good token was refused, or nobody is somebody.");
    }

    private static ServiceProvider Services(ECDsaSecurityKey elliptic, RsaSecurityKey rsa)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddGatewayAuthentication(new AuthenticationSettings(null, null, null, TimeSpan.FromMinutes(10), false));
        services.AddTokenIssuer(Name, _ => new TokenIssuer(Name, Name, Name, Name, new Document(elliptic, rsa), TimeSpan.FromMinutes(10), TimeProvider.System));
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

    private sealed class Document(ECDsaSecurityKey elliptic, RsaSecurityKey rsa) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            var point = elliptic.ECDsa.ExportParameters(false).Q;
            var numbers = rsa.Rsa.ExportParameters(false);
            return Task.FromResult($$"""
                {"keys":[
                  {"kty":"EC","crv":"P-256","kid":"{{elliptic.KeyId}}","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"},
                  {"kty":"RSA","kid":"{{rsa.KeyId}}","n":"{{Base64UrlEncoder.Encode(numbers.Modulus)}}","e":"{{Base64UrlEncoder.Encode(numbers.Exponent)}}"}]}
                """);
        }
    }
}
