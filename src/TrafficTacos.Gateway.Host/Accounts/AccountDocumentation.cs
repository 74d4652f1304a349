using TrafficTacos.Gateway.Host.Errors;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Examples and errors for the documentation of the API.</summary>
internal static class AccountDocumentation
{
    private const int SecondsOfADay = 86_400;

    private static readonly AccountResponse Example =
        new("eyJhbGciOiJFUzI1NiIsImtpZCI6IkYyS0Ui…", "usr_5b1e6c0f", "tacofan1", "Taco Fan", "user", SecondsOfADay);

    private static readonly PublicKey Key = new(
        "EC", "P-256", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "F2KE", "sig", "ES256");

    public static RouteHandlerBuilder DescribeRegister(this RouteHandlerBuilder endpoint) => endpoint
        .WithRequestExample("somebody new", new RegisterRequest("tacofan1", "correct horse", "fan@example.org", "Taco Fan"), AccountJson.Default.RegisterRequest)
        .WithResponseExample(StatusCodes.Status201Created, "registered", Example, AccountJson.Default.AccountResponse)
        .WithErrors(GatewayErrors.UsernameExists, GatewayErrors.IdentityUnavailable, GatewayErrors.AccountsBusy)
        .WithBodyErrors();

    public static RouteHandlerBuilder DescribeLogin(this RouteHandlerBuilder endpoint) => endpoint
        .WithRequestExample("somebody known", new LoginRequest("tacofan1", "correct horse"), AccountJson.Default.LoginRequest)
        .WithResponseExample(StatusCodes.Status200OK, "logged in", Example, AccountJson.Default.AccountResponse)
        .WithErrors(GatewayErrors.InvalidCredentials, GatewayErrors.IdentityUnavailable, GatewayErrors.AccountsBusy)
        .WithBodyErrors();

    public static RouteHandlerBuilder DescribeKeySet(this RouteHandlerBuilder endpoint) => endpoint
        .WithResponseExample(StatusCodes.Status200OK, "one key", new KeySetResponse([Key]), AccountJson.Default.KeySetResponse)
        .WithErrors(GatewayErrors.IdentityUnavailable);
}
