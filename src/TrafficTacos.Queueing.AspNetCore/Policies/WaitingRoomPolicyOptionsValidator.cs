using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>A policy names one event, or reads it from the request.</summary>
internal sealed class WaitingRoomPolicyOptionsValidator : IValidateOptions<WaitingRoomPolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, WaitingRoomPolicyOptions options)
    {
        if ((options.EventId is null) == (options.EventIdSelector is null))
            return ValidateOptionsResult.Fail($"Policy '{name}': set EventId or EventIdSelector, and not both.");
        return options.EventId is null || EventIdFormat.IsValid(options.EventId)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Policy '{name}': EventId is '{options.EventId}'; an event id has 1 to 128 characters of A-Z a-z 0-9 . _ : -");
    }
}
