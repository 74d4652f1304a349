namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Lets requests to an endpoint pass only with a valid, unspent reservation token: on a controller, an action, a page, a
/// component, a hub, a gRPC service or the handler of a minimal API. Needs <c>app.UseAdmission()</c>.</summary>
/// <remarks>On a component, it counts for the request of its page. An interactive Blazor router changes the page without a request, so
/// link to a gated page with a full page load.</remarks>
/// <param name="policyName">A policy of <c>AddPolicy(…)</c>; null is <see cref="WaitingRoomHttpOptions.DefaultPolicyName"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class RequireAdmissionAttribute(string? policyName = null) : Attribute, IAdmissionMetadata
{
    /// <inheritdoc/>
    public string? PolicyName => policyName;
}
