using System.Net.Http.Json;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.WaitingRoom;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>How one gateway differs from the next.</summary>
internal sealed record GatewayAppOptions
{
    /// <summary>The address of a Redis; null keeps everything in memory.</summary>
    public string? Redis { get; init; }

    public AuthenticationSettings Authentication { get; init; } = TestSettings.Authentication;

    public AccountSettings Accounts { get; init; } = TestSettings.Accounts();

    /// <summary>The value of IDENTITY_NAMESPACE, if it is set.</summary>
    public string? IdentityNamespace { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerProvider? Log { get; init; }
}

/// <summary>The host's pieces around queue and login, composed as its Program does, on a real Kestrel, with a clock that a test
/// can move; and two endpoints that say who asks.</summary>
internal sealed class GatewayApp : IAsyncDisposable
{
    /// <summary>For anybody.</summary>
    public const string Who = "/who";

    /// <summary>For users.</summary>
    public const string Mine = "/mine";

    public const string Nobody = "nobody";

    private readonly WebApplication _app;

    private GatewayApp(WebApplication app)
    {
        _app = app;
        Http = HttpVisitor.Client(new Uri(app.Urls.Single()));
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayApp> OpenAsync(GatewayAppOptions plan)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (plan.Log is { } log)
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(plan.Time);
        var redis = plan.Redis is { } address ? ConfigurationOptions.Parse(address) : null;
        if (redis is not null) // a busy machine is no store that is away
            builder.Services.AddSingleton(_ => new GatewayRedis(redis, TimeSpan.FromSeconds(15)));
        builder.Services.AddGatewayAuthentication(
            plan.Authentication, TestSettings.Identity(plan.Authentication, plan.Accounts.JwtSecret is not null, plan.IdentityNamespace));
        builder.Services.AddAccounts(plan.Accounts);
        builder.Services.AddWaitingRoom();

        var app = builder.Build();
        app.UseApiErrors();
        app.UseGatewayAuthentication();
        app.UseGatewayAuthorization();
        app.MapGatewayWaitingRoom(new WaitingRoomSettings(SettingsReader.Of()), SaleShop.Api);
        app.MapAccounts(SaleShop.Api);
        app.MapKeySet();
        app.MapGet(Who, (HttpContext context) => context.User.FindFirst("sub")?.Value ?? Nobody);
        app.MapGet(Mine, (HttpContext context) => context.User.FindFirst("sub")?.Value).RequireAuthorization();
        foreach (var issuer in app.Services.GetServices<TokenIssuer>())
            Move(issuer.Keys, plan.Time);
        await app.StartAsync();
        return new GatewayApp(app);
    }

    /// <summary>Asks for keys that are due, and waits for them: who comes with a known key does not.</summary>
    public Task RefreshKeysAsync() =>
        Task.WhenAll(_app.Services.GetServices<TokenIssuer>().Select(issuer => issuer.GetNewestKeysAsync(CancellationToken.None)));

    public Task<Answer> GetAsync(string path, string? token = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.With("Authorization", "Bearer " + token);
        foreach (var (name, value) in headers)
            request.With(name, value);
        return Http.AskAsync(request);
    }

    public Task<Answer> PostAsync(string path, object body, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return Http.AskAsync(token is null ? request : request.With("Authorization", "Bearer " + token));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>The framework's configuration manager has a clock for its own tests, and shows it to nobody else.</summary>
    private static void Move(ConfigurationManager<OpenIdConnectConfiguration> keys, TimeProvider time) =>
        keys.GetType().GetField("TimeProvider", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(keys, time);
}
