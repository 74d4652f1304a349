using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Cors;
using TrafficTacos.Gateway.Host.Operators;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Server;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Gateway.Host.WaitingRoom;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>The host's pieces around operators, composed as its Program does, on a real Kestrel behind a trusted proxy, which the tests play,
/// with a clock that they move.</summary>
internal sealed class OperatorApp : IAsyncDisposable
{
    /// <summary>For who may look.</summary>
    public const string Look = "/operator/api/me";

    /// <summary>What who may change changes.</summary>
    public const string Event = "/operator/api/events/festival";

    private const string ShopOrigin = "https://shop.example";

    private readonly WebApplication _app;

    private OperatorApp(WebApplication app, FakeTimeProvider time, LogCollector log)
    {
        _app = app;
        Time = time;
        Log = log;
        Http = HttpVisitor.Client(new Uri(app.Urls.Single()));
    }

    public HttpClient Http { get; }

    public FakeTimeProvider Time { get; }

    public LogCollector Log { get; }

    public static async Task<OperatorApp> OpenAsync(OperatorAppOptions plan)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var log = new LogCollector();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(plan.Time);
        if (plan.Redis is { } address) // a busy machine is no store that is away
            builder.Services.AddSingleton(_ => new GatewayRedis(ConfigurationOptions.Parse(address), TimeSpan.FromSeconds(15)));
        var settings = Settings(plan);
        builder.Services.AddTrustedProxies(new ServerSettings(Reader("Production", KeyValuePair.Create<string, string?>("Server:TrustedProxies", "127.0.0.1"))));
        builder.Services.AddGatewayCors(new CorsSettings(Reader("Production", KeyValuePair.Create<string, string?>("Cors:AllowOrigins", ShopOrigin))));
        builder.Services.AddGatewayAuthentication(plan.Authentication, TestSettings.Identity(plan.Authentication));
        builder.Services.AddAccounts(plan.Accounts);
        builder.Services.AddOperators(settings);
        builder.Services.AddWaitingRoom().AddHttp();
        builder.Services.AddGatewayRateLimit(plan.RateLimit);

        var app = builder.Build();
        app.UseApiErrors();
        app.UseTrustedProxies();
        app.UseOperators();
        app.UseCors();
        app.UseGatewayAuthentication();
        app.UseGatewayRateLimit();
        app.UseGatewayAuthorization();
        app.MapGatewayWaitingRoom(new WaitingRoomSettings(SettingsReader.Of()), SaleShop.Api);
        app.MapAccounts(SaleShop.Api);
        app.MapOperators();
        await app.StartAsync();
        return new OperatorApp(app, plan.Time, log);
    }

    public Task<Answer> RegisterAsync(string username) => Http.AskAsync(
        new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/register") { Content = System.Net.Http.Json.JsonContent.Create(new { username, password = UsersFile.Password, email = "mina@example.com", display_name = "Mina" }) });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static OperatorSettings Settings(OperatorAppOptions plan)
    {
        var reader = Reader(plan.Environment, new("Operators:UsersFile", plan.Users?.Path), new("Operators:Claim", plan.Claim), new("Operators:Audience", plan.Audience));
        var settings = new OperatorSettings(reader, plan.Authentication);
        Assert.Equal([], reader.Errors);
        return settings;
    }

    private static SettingsReader Reader(string environment, params KeyValuePair<string, string?>[] settings) =>
        SettingsReader.Of(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), environment);
}
