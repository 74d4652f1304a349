using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Tests.Admission;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>This assembly never names the component. The Blazor sample does, and its test in the browser finds no warning.</summary>
public sealed class RouteViewCheckTests() : GatedShopTests(null)
{
    private const string Component = "<WaitingRoomRouteView>";

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task A_page_that_a_circuit_reaches_without_a_request_is_warned_of_at_the_start(bool isGated, bool isInteractive, bool isWarned)
    {
        using var log = new LogCollector();
        await OpenAsync(Quiet with
        {
            Services = services =>
            {
                services.AddLogging(logging => logging.AddProvider(log));
                services.AddRazorComponents().AddInteractiveServerComponents();
                services.AddWaitingRoom().AddPolicy("sale", "concert"); // of another page in this assembly
            },
            Map = app =>
            {
                app.UseAntiforgery();
                var pages = app.MapRazorComponents<OpenPage>();
                if (isInteractive)
                    pages.AddInteractiveServerRenderMode();
                pages.Add(endpoint =>
                {
                    // The other tests' shops have no waiting room in front, so the page cannot have the attribute itself.
                    if (isGated && endpoint.Metadata.OfType<ComponentTypeMetadata>().Any(component => component.Type == typeof(OpenPage)))
                        endpoint.Metadata.Add(new WaitingRoomAttribute("checkout"));
                });
            },
        });
        Assert.Equal(isWarned ? 1 : 0, log.Lines.Count(line => line.Contains(Component, StringComparison.Ordinal)));
    }
}
