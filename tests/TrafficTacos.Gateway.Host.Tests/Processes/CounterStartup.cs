using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Gateway.Host.Tests.Processes;
using TrafficTacos.Queueing.AspNetCore;

[assembly: HostingStartup(typeof(CounterStartup))]

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>Puts a sales counter behind the waiting room into the gateway processes, which have nothing to sell themselves:
/// <c>POST /counter/{event}</c> sells, <c>POST /counter/{event}/slow</c> never answers, <c>POST /counter/{event}/stream</c> says 200 and then works for ever, <c>POST /counter/once</c> sells once for a key.</summary>
public sealed class CounterStartup : IHostingStartup
{
    /// <summary>With the value <c>hang</c>, the counter that sells once for a key never answers.</summary>
    internal const string WishHeader = "X-Wish";

    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.AddTransient<IStartupFilter, CounterFilter>());

    private sealed class CounterFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/counter", counter =>
            {
                counter.UseRouting();
                counter.UseAuthentication();
                counter.UseEndpoints(endpoints =>
                {
                    endpoints.MapPost("/{eventId}", context => context.Response.WriteAsync("sold"))
                        .RequireAdmission(options => options.EventId = EventIdOf);
                    endpoints.MapPost("/once", SellOnceAsync).RequireIdempotencyKey();
                    endpoints.MapPost("/{eventId}/slow", _ => new TaskCompletionSource().Task)
                        .RequireAdmission(options => options.EventId = EventIdOf);
                    endpoints.MapPost("/{eventId}/stream", SellForEverAsync)
                        .RequireAdmission(options => options.EventId = EventIdOf);
                });
            });
            next(app);
        };

        private static string? EventIdOf(HttpContext context) => (string?)context.GetRouteValue("eventId");

        private static Task SellOnceAsync(HttpContext context) =>
            context.Request.Headers[WishHeader] == "hang" ? new TaskCompletionSource().Task : context.Response.WriteAsync("sold");

        private static async Task SellForEverAsync(HttpContext context)
        {
            await context.Response.Body.FlushAsync();
            await new TaskCompletionSource().Task;
        }
    }
}
