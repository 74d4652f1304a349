using TrafficTacos.Queueing.AspNetCore;
using Yarp.ReverseProxy.Configuration;

namespace TrafficTacos.Queueing.Yarp.Tests.Routes;

/// <summary>What the metadata of a route makes of its endpoint.</summary>
public sealed class RouteMetadataTests
{
    [Theory]
    [InlineData("checkout", "checkout")]
    [InlineData(" checkout ", "checkout")]
    [InlineData("Default", null)]
    [InlineData("default", null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    public async Task A_value_names_a_policy_and_a_blank_one_is_the_default(string value, string? policy)
    {
        await using var proxy = await StartAsync(Proxy.Route("shop", value));
        var attribute = Assert.IsType<WaitingRoomAttribute>(Single(proxy));
        Assert.Equal(policy, attribute.PolicyName);
    }

    [Theory]
    [InlineData("Disable")]
    [InlineData("disable")]
    public async Task A_route_may_be_open_whatever_else_asks(string value)
    {
        await using var proxy = await StartAsync(Proxy.Route("shop", value));
        Assert.IsType<DisableWaitingRoomAttribute>(Single(proxy));
    }

    [Fact]
    public async Task A_route_without_the_key_says_nothing()
    {
        await using var proxy = await StartAsync(Proxy.Route("shop", null));
        Assert.Null(Single(proxy));
    }

    /// <summary>Metadata from code may tell keys apart by case, where a slip would be an open shop.</summary>
    [Theory]
    [InlineData("waitingroom")]
    [InlineData("WAITINGROOM")]
    public async Task Case_does_not_matter_in_the_key(string key)
    {
        await using var proxy = await StartAsync(Proxy.Route("shop", "checkout", key));
        Assert.Equal("checkout", Single(proxy)!.PolicyName);
    }

    [Fact]
    public async Task A_changed_configuration_changes_the_policy()
    {
        await using var proxy = await StartAsync(Proxy.Route("shop", "checkout"));
        proxy.Update(Proxy.Route("shop", "opera"));
        Assert.Equal("opera", Single(proxy)!.PolicyName);
    }

    [Fact]
    public async Task Calling_it_twice_changes_nothing()
    {
        await using var proxy = await Proxy.StartAsync([Proxy.Route("shop", "checkout")], Proxy.Cluster("http://127.0.0.1:9"), map: routes => routes.UseRouteWaitingRooms().UseRouteWaitingRooms());
        Assert.Single(proxy.Endpoints.Single().Metadata.OfType<WaitingRoomAttribute>());
    }

    /// <summary>YARP's own conventions for an endpoint find the route after the call, too.</summary>
    [Fact]
    public async Task Conventions_behind_it_see_the_route()
    {
        var seen = new List<string>();
        await using var proxy = await Proxy.StartAsync(
            [Proxy.Route("shop", "checkout")], Proxy.Cluster("http://127.0.0.1:9"), map: routes => routes.UseRouteWaitingRooms().ConfigureEndpoints((_, route) => seen.Add(route.RouteId)));
        Assert.Single(proxy.Endpoints);
        Assert.Equal(["shop"], seen);
    }

    private static Task<Proxy> StartAsync(RouteConfig route) => Proxy.StartAsync([route], Proxy.Cluster("http://127.0.0.1:9"));

    private static IWaitingRoomMetadata? Single(Proxy proxy) => proxy.Endpoints.Single().Metadata.OfType<IWaitingRoomMetadata>().SingleOrDefault(metadata => metadata is Attribute);
}
