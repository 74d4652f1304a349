using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>Minimal APIs, groups, controllers and pages; where several ask for a pass, the most specific one counts.</summary>
[Collection(PackagingCollection.Name)]
public sealed class MvcTests(PackedPackages packages, EverythingApplication application) : EverythingTests(packages, application)
{
    private const string Concert = EverythingApplication.Concert;
    private const string Opera = EverythingApplication.Opera;

    [Fact]
    public void The_build_of_the_application_has_no_warning() => Assert.Contains("0 Warning(s)", Shop.Printed, StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "/check", Concert)]
    [InlineData("POST", "/group/inherits", Concert)]
    [InlineData("POST", "/group/overrides", Opera)]
    [InlineData("POST", "/group/attribute", Opera)]
    [InlineData("POST", "/group/inner/inherits", Opera)]
    [InlineData("POST", "/class/inherits", Opera)]
    [InlineData("POST", "/class/overrides", Concert)]
    [InlineData("POST", "/plain/convention", Concert)]
    [InlineData("POST", "/plain/action", Opera)]
    [InlineData("GET", "/Tickets", Opera)]
    [InlineData("GET", "/Gated/Convention", Concert)]
    public async Task The_most_specific_policy_counts_and_its_pass_opens_once(string method, string path, string eventId)
    {
        (await AskAsync(null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await AskAsync(await Shop.PassAsync(eventId == Opera ? Concert : Opera))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var pass = await Shop.PassAsync(eventId);
        (await AskAsync(pass)).Should(HttpStatusCode.OK);
        (await AskAsync(pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");

        Task<Answer> AskAsync(string? with) => Shop.AskAsync(new HttpMethod(method), path, with);
    }

    [Theory]
    [InlineData("POST", "/group/disabled")]
    [InlineData("POST", "/class/disabled")]
    [InlineData("GET", "/Open")]
    public async Task What_is_disabled_or_never_gated_needs_no_pass(string method, string path) =>
        (await Shop.AskAsync(new HttpMethod(method), path, null)).Should(HttpStatusCode.OK);

    [Fact]
    public async Task A_refusal_leads_to_the_queue()
    {
        var refused = await Shop.AskAsync(HttpMethod.Post, "/class/inherits", null);
        Assert.Equal(("/api/v1/queue/join", "/api/v1/queue/status"), (refused.String("join_url"), refused.String("status_url")));
    }
}
