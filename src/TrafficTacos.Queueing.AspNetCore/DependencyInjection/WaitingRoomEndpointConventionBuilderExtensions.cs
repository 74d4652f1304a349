using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts the waiting room in front of endpoints of any kind.</summary>
public static class WaitingRoomEndpointConventionBuilderExtensions
{
    /// <summary>Lets visitors in one after the other: a browser gets the waiting page at the same address, a program 403
    /// <c>ADMISSION_REQUIRED</c>, until it is their turn. Then a session lets them make any number of requests. Needs
    /// <c>app.UseWaitingRoom()</c>. The endpoint finds the session with <c>context.GetShopper()</c>.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="policyName">A policy of <c>AddPolicy(…)</c>; null is <see cref="WaitingRoomHttpOptions.DefaultPolicyName"/>.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireWaitingRoom<TBuilder>(this TBuilder builder, string? policyName = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddOurs(new WaitingRoomConvention(policyName), nameof(RequireWaitingRoom));

    /// <summary>Keeps the waiting room away, whatever a group, a path or an attribute asks for.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <returns>The builder.</returns>
    public static TBuilder DisableWaitingRoom<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddOurs(new DisableWaitingRoomAttribute(), null);
}
