using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Gateway.Host.Tests.Processes;

[assembly: HostingStartup(typeof(ProtectedEndpointsStartup))]

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>Puts a sales counter behind the waiting room into the gateway processes, which have nothing to sell themselves:
/// <c>POST /counter/{event}</c> sells, <c>POST /counter/{event}/slow</c> never answers, <c>POST /counter/{event}/stream</c> says 200 and then works for ever, <c>POST /counter/once</c> sells once for a key.</summary>
public sealed class ProtectedEndpointsStartup : IHostingStartup
{
    /// <summary>With the value <c>hang</c>, the counter that sells once for a key never answers.</summary>
    internal const string WishHeader = "X-Wish";

    private const string Policy = "counter";

    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services
            .AddTransient<IStartupFilter, EndpointsFilter>()
            .AddWaitingRoom().AddPolicy(Policy, policy => policy.EventIdSelector = context => ValueTask.FromResult((string?)context.GetRouteValue("eventId"))));

    private sealed class EndpointsFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/counter", counter =>
            {
                counter.UseRouting();
                counter.UseAuthentication();
                counter.UseAdmission();
                counter.UseEndpoints(endpoints =>
                {
                    endpoints.MapPost("/{eventId}", context => context.Response.WriteAsync("sold"))
                        .RequireAdmission(Policy);
                    endpoints.MapPost("/once", SellOnceAsync).RequireIdempotencyKey();
                    endpoints.MapPost("/{eventId}/slow", _ => new TaskCompletionSource().Task)
                        .RequireAdmission(Policy);
                    endpoints.MapPost("/{eventId}/stream", SellForEverAsync)
                        .RequireAdmission(Policy);
                });
            });
            next(app);
        };

        private static Task SellOnceAsync(HttpContext context) =>
            context.Request.Headers[WishHeader] == "hang" ? new TaskCompletionSource().Task : context.Response.WriteAsync("sold");

        private static async Task SellForEverAsync(HttpContext context)
        {
            await context.Response.Body.FlushAsync();
            await new TaskCompletionSource().Task;
        }
    }
}
