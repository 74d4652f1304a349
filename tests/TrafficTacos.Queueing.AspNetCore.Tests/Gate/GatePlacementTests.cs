using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>A forgotten or misplaced line is never an open shop.</summary>
public sealed class GatePlacementTests() : GatedShopTests(null)
{
    public static TheoryData<string, Action<WebApplication>, string> WrongOrders => new()
    {
        { "missing", _ => { }, "app.UseWaitingRoom() is missing" },
        { "before routing", app => app.UseWaitingRoom().UseRouting(), "app.UseWaitingRoom() stands before app.UseRouting()" },
        { "before authentication", app => app.UseRouting().UseWaitingRoom().UseAuthentication(), "app.UseWaitingRoom() stands before app.UseAuthentication()" },
        { "behind authorization", app => app.UseRouting().UseAuthentication().UseAuthorization().UseWaitingRoom(), "app.UseWaitingRoom() stands behind app.UseAuthorization()" },
        { "authorization forgotten", app => app.UseRouting().UseAuthentication().UseWaitingRoom(), "app.UseWaitingRoom() stands behind app.UseAuthorization()" },
    };

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public async Task The_start_stops_with_the_missing_line(string order, Action<WebApplication> use, string message)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(WithUsers with { Use = use }));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(order);
    }

    [Fact]
    public async Task In_the_right_order_the_crowd_meets_the_page_and_not_the_log_in()
    {
        var shop = await OpenAsync(WithUsers with
        {
            Options = OneAtATime.Options,
            Use = app => app.UseRouting().UseAuthentication().UseWaitingRoom().UseAuthorization(),
        });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/account")).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_branch_without_the_line_answers_500()
    {
        var shop = await OpenAsync(Quiet with
        {
            Use = app =>
            {
                app.UseRouting();
                app.UseWhen(context => context.Request.Query.ContainsKey("room"), branch => branch.UseWaitingRoom());
            },
        });
        (await shop.Browser().OpenAsync("/shop?room=1")).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/shop")).ShouldFail(HttpStatusCode.InternalServerError, "INTERNAL_ERROR");
    }

    [Theory]
    [InlineData("nobody", "uses the policy 'nobody', which does not exist")]
    [InlineData(null, "names no policy")]
    public async Task An_unknown_policy_stops_the_start(string? policy, string message)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => OpenAsync(Quiet with { Map = app => app.MapGet("/page", () => "page").RequireWaitingRoom(policy) }));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_does_one_of_a_path()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(Quiet with { Gate = gate => gate.ForPath("/area", "nobody") }));
        Assert.Contains("ForPath(…) uses the policy 'nobody'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "A path of UseWaitingRoom(…).ForPath(…) has a waiting room in front and needs authorization")]
    [InlineData(true, "/shop/pay")]
    [InlineData(false, "A path of UseWaitingRoom(…).ForPath(…) has a waiting room in front, and app.UseWaitingRoom() stands before app.UseAuthentication()")]
    public async Task A_path_and_what_the_fallback_policy_protects_are_checked_too(bool isBehind, string message)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(WithUsers with
        {
            Services = services =>
            {
                services.AddAuthentication("test").AddCookie("test");
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            Use = app =>
            {
                app.UseRouting();
                if (isBehind)
                    app.UseAuthentication().UseAuthorization();
                app.UseWaitingRoom(gate => gate.ForPath("/area", "checkout"));
                if (!isBehind)
                    app.UseAuthentication().UseAuthorization();
            },
        }));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A page that needs a log-in.</summary>
    private static GatedShopPlan WithUsers => new()
    {
        Services = services =>
        {
            services.AddAuthentication("test").AddCookie("test");
            services.AddAuthorization();
        },
        Map = app => app.MapGet("/account", [Authorize] () => "account").RequireWaitingRoom("checkout"),
    };
}
