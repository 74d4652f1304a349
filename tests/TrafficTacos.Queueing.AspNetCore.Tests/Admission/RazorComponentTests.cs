using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>Pages of Razor components, by attribute and by convention.</summary>
public sealed class RazorComponentTests : ShopTests
{
    private const string Event = "concert";

    public RazorComponentTests()
        : base(null)
    {
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_gated_page_needs_a_pass_and_its_circuit_needs_none_of_its_own(bool byConvention)
    {
        var shop = await OpenAsync(Plan(app =>
        {
            var pages = app.MapRazorComponents<GatedPage>().AddInteractiveServerRenderMode();
            if (byConvention)
                pages.RequireAdmission("sale");
        }));
        await AssertPageAsync(shop, byConvention);
    }

    [Fact]
    public async Task The_same_in_a_gated_group()
    {
        var shop = await OpenAsync(Plan(app =>
        {
            var group = app.MapGroup("");
            group.RequireAdmission("sale");
            group.MapRazorComponents<GatedPage>().AddInteractiveServerRenderMode();
        }));
        await AssertPageAsync(shop, byConvention: true);
    }

    private static async Task AssertPageAsync(Shop shop, bool byConvention)
    {
        (await AskAsync("/gated", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(byConvention ? HttpStatusCode.Forbidden : HttpStatusCode.OK, (await AskAsync("/open", null)).Status);
        var pass = await shop.Queue.PassAsync(Event);
        Assert.Contains("a gated page", (await AskAsync("/gated", pass)).Should(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await AskAsync("/gated", pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");

        // What a circuit starts with is encrypted in the page: who has it was admitted.
        (await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"))).Should(HttpStatusCode.OK);
        (await AskAsync("/_blazor/initializers", null)).Should(HttpStatusCode.OK);

        Task<Answer> AskAsync(string path, string? with)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            return shop.Http.AskAsync(with is null ? request : request.With("X-Reservation-Token", with));
        }
    }

    private static ShopPlan Plan(Action<WebApplication> map) => new()
    {
        Services = services => services.AddRazorComponents().AddInteractiveServerComponents(),
        Room = room => room.AddPolicy("sale", Event),
        Map = app =>
        {
            app.UseAntiforgery();
            map(app);
        },
    };
}

/// <summary>Components are found in an assembly only if they are public.</summary>
[Route("/gated")]
[RequireAdmission("sale")]
public sealed class GatedPage : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "a gated page");
}

[Route("/open")]
public sealed class OpenPage : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "an open page");
}
