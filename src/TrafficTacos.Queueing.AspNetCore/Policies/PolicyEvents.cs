using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>
/// Makes the event of each policy of <c>AddPolicy(…)</c> a known one: whoever names it there has configured it. An invented event has no
/// journal at first, and each request of its shoppers would ask the store. A policy with an <c>EventIdSelector</c> names none.
/// </summary>
internal sealed class PolicyEvents(
    IOptions<PolicyRegistry> registry,
    IEnumerable<IConfigureOptions<WaitingRoomPolicyOptions>> configure,
    IEnumerable<IPostConfigureOptions<WaitingRoomPolicyOptions>> postConfigure) : IPostConfigureOptions<WaitingRoomOptions>
{
    public void PostConfigure(string? name, WaitingRoomOptions options)
    {
        // Without the validators: a policy with a mistake stops the start by its own check, and once.
        var policies = new OptionsFactory<WaitingRoomPolicyOptions>(configure, postConfigure, []);
        var named = registry.Value.Names.Select(policy => policies.Create(policy).EventId).OfType<string>().Where(EventIdFormat.IsValid);
        foreach (var eventId in named.Except([.. options.Events.Keys, .. options.KnownEvents], StringComparer.OrdinalIgnoreCase).ToList())
            options.KnownEvents.Add(eventId);
    }
}
