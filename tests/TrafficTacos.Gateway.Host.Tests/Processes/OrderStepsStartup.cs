using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Tests.Processes;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Engine;

[assembly: HostingStartup(typeof(OrderStepsStartup))]

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>
/// <c>POST /orders/{event}</c> sells for a pass under a key, and writes each key once into a book, as a backend does that knows keys. A
/// request stands still at the step that it names in a header: it says so in Redis, and goes on when Redis says so.
/// </summary>
public sealed class OrderStepsStartup : IHostingStartup
{
    internal const string StepHeader = "X-Stop-At";

    /// <summary>The environment variable with the address of the Redis that has the book.</summary>
    internal const string Setting = "ORDER_STEPS";

    private const string Policy = "order";

    private static readonly AsyncLocal<(string EventId, string Step)> Wish = new();

    /// <summary>HASH: the keys of an event's orders.</summary>
    internal static RedisKey Book(string eventId) => "book:" + eventId;

    /// <summary>STRING: the request for the event stands still.</summary>
    internal static RedisKey Reached(string eventId) => "reached:" + eventId;

    /// <summary>STRING: it may go on.</summary>
    internal static RedisKey GoOn(string eventId) => "go-on:" + eventId;

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices((context, services) =>
    {
        if (context.Configuration[Setting] is not { } redis)
            return;
        services.AddSingleton(_ => ConnectionMultiplexer.Connect(redis).GetDatabase());
        services.AddWaitingRoom().AddPolicy(Policy, policy => policy.EventIdSelector = request => ValueTask.FromResult((string?)request.GetRouteValue("eventId")));
        services.AddSingleton<IAdmissionPasses>(provider => new StandingPasses(ActivatorUtilities.CreateInstance<AdmissionPasses>(provider), provider.GetRequiredService<IDatabase>()));
        services.AddTransient<IStartupFilter, EndpointsFilter>();
    });

    private static async Task StandStillAsync(IDatabase redis, OrderStep step)
    {
        var (eventId, wish) = Wish.Value;
        if (wish != step.ToString())
            return;
        await redis.StringSetAsync(Reached(eventId), true);
        while (!await redis.KeyExistsAsync(GoOn(eventId)))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    private sealed class EndpointsFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/orders", orders =>
            {
                orders.Use((context, next) =>
                {
                    Wish.Value = (context.Request.Path.Value![1..], context.Request.Headers[StepHeader].ToString());
                    return next(context);
                });
                orders.UseRouting();
                orders.UseAuthentication();
                orders.UseAdmission();
                orders.UseEndpoints(endpoints => endpoints.MapPost("/{eventId}", SellAsync).RequireIdempotencyKey().RequireAdmission(Policy));
            });
            next(app);
        };

        private static async Task SellAsync(HttpContext context)
        {
            var redis = context.RequestServices.GetRequiredService<IDatabase>();
            await StandStillAsync(redis, OrderStep.BeforeTheWork);
            await redis.HashSetAsync(Book((string)context.GetRouteValue("eventId")!), context.Request.Headers["Idempotency-Key"].ToString(), "sold", When.NotExists);
            await StandStillAsync(redis, OrderStep.AfterTheWork);
            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Response.WriteAsync("sold");
        }
    }

    private sealed class StandingPasses(IAdmissionPasses passes, IDatabase redis) : IAdmissionPasses
    {
        public async Task<PassClaimResult> ClaimAsync(PassClaimRequest request, CancellationToken cancellationToken = default)
        {
            await StandStillAsync(redis, OrderStep.BeforeTheClaim);
            return await passes.ClaimAsync(request, cancellationToken);
        }

        public async Task SpendAsync(PassClaim claim, CancellationToken cancellationToken = default)
        {
            await StandStillAsync(redis, OrderStep.AfterTheAnswerIsStored);
            await passes.SpendAsync(claim, cancellationToken);
            await StandStillAsync(redis, OrderStep.AfterThePassIsSpent);
        }

        public Task ReleaseAsync(PassClaim claim, CancellationToken cancellationToken = default) => passes.ReleaseAsync(claim, cancellationToken);
    }
}

/// <summary>What an order comes to after its key is claimed.</summary>
public enum OrderStep
{
    BeforeTheClaim,
    BeforeTheWork,
    AfterTheWork,
    AfterTheAnswerIsStored,
    AfterThePassIsSpent,
}
