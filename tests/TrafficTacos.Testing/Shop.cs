using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Testing;

/// <summary>How one shop differs from the next.</summary>
internal sealed record ShopPlan
{
    /// <summary>The address of a Redis; null keeps the queue in memory.</summary>
    public string? Redis { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Action<WaitingRoomOptions> Options { get; init; } = _ => { };

    public Action<WaitingRoomEndpointOptions> Endpoints { get; init; } = _ => { };

    /// <summary>Adds policies.</summary>
    public Action<WaitingRoomBuilder> Room { get; init; } = _ => { };

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Adds what stands in front of <c>UseAdmission()</c>.</summary>
    public Action<WebApplication> Use { get; init; } = _ => { };

    public Action<WebApplication> Map { get; init; } = _ => { };

    /// <summary>Whether the application uses the error table for everything.</summary>
    public bool UseApiErrors { get; init; } = true;
}

/// <summary>A small application as an embedder writes it, on a real Kestrel behind a real socket.</summary>
internal sealed class Shop : IAsyncDisposable
{
    /// <summary>Stands for authentication: who sends it is that user.</summary>
    public const string UserHeader = "X-Test-User";

    public const string Prefix = "/api/v1/queue";

    private readonly WebApplication _app;

    private Shop(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Http = HttpVisitor.Client(Address);
        Queue = new QueueClient(Http);
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public QueueClient Queue { get; }

    public IServiceProvider Services => _app.Services;

    public TestRoom Room => new(Services);

    public static string? User(HttpContext context) => context.Request.Headers[UserHeader] is [{ Length: > 0 } user] ? user : null;

    public static async Task<Shop> OpenAsync(ShopPlan? plan = null)
    {
        plan ??= new ShopPlan();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(plan.Time);
        var room = builder.Services.AddWaitingRoom(options =>
        {
            // A busy machine is no store that is away; the tests that take it away set the bound themselves.
            options.StoreTimeout = TimeSpan.FromSeconds(15);
            plan.Options(options);
        });
        if (plan.Redis is { } redis)
            room.UseRedis(redis);
        room.AddHttp(http => http.UserIdSelector = context => ValueTask.FromResult(User(context)));
        plan.Room(room);
        plan.Services(builder.Services);

        var app = builder.Build();
        if (plan.UseApiErrors)
            app.UseApiErrors();
        plan.Use(app);
        app.UseAdmission();
        app.MapWaitingRoom(Prefix, plan.Endpoints);
        plan.Map(app);
        try
        {
            await app.StartAsync();
            return new Shop(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
