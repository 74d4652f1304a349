using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>The calls of accounts, as a client writes them.</summary>
internal static class AccountCalls
{
    public const string Register = "/api/v1/auth/register";
    public const string Login = "/api/v1/auth/login";
    public const string KeySet = "/.well-known/jwks.json";
    public const string Password = "correct horse";

    /// <summary>A name no other test uses.</summary>
    public static string FreshName() => "u" + Guid.NewGuid().ToString("N")[..19];

    public static Task<Answer> RegisterAsync(this GatewayApp gateway, string username, string password = Password) =>
        gateway.PostAsync(Register, new { username, password, email = "mina@example.com", display_name = "Mina" });

    public static Task<Answer> LogInAsync(this GatewayApp gateway, string username, string password = Password) =>
        gateway.PostAsync(Login, new { username, password });
}
