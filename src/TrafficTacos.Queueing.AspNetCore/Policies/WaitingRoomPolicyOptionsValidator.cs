using System.Net;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>A policy names one event, or reads it from the request.</summary>
internal sealed class WaitingRoomPolicyOptionsValidator : IValidateOptions<WaitingRoomPolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, WaitingRoomPolicyOptions options)
    {
        if ((options.EventId is null) == (options.EventIdSelector is null))
            return ValidateOptionsResult.Fail($"Policy '{name}': set EventId or EventIdSelector, and not both.");
        if (options.WaitingStatusCode is not (200 or 202 or 429 or 503))
            return ValidateOptionsResult.Fail($"Policy '{name}': WaitingStatusCode is {options.WaitingStatusCode}; it must be 200, 202, 429 or 503.");
        if (!options.ReturnPath.StartsWith('/') || options.ReturnPath.StartsWith("//", StringComparison.Ordinal) || options.ReturnPath.Contains('\\', StringComparison.Ordinal))
            return ValidateOptionsResult.Fail($"Policy '{name}': ReturnPath is '{options.ReturnPath}'; it must be a path on this host, such as '/'.");
        if (options.Exclude.Networks.FirstOrDefault(network => !IPNetwork.TryParse(network, out _)) is { } unknown)
            return ValidateOptionsResult.Fail($"Policy '{name}': Exclude.Networks has '{unknown}'; a network is written as 10.0.0.0/8.");
        if (options.Exclude.Paths.FirstOrDefault(path => !path.StartsWith('/') || path.Trim('/').Length == 0) is { } wrong)
            return ValidateOptionsResult.Fail($"Policy '{name}': Exclude.Paths has '{wrong}'; a path begins with '/', and '/' alone would exclude everything.");
        if (options.Exclude.Extensions.FirstOrDefault(extension => !extension.StartsWith('.')) is { } bare)
            return ValidateOptionsResult.Fail($"Policy '{name}': Exclude.Extensions has '{bare}'; an extension begins with '.'.");
        if (PageOptionsCheck.MistakesOf(options.Page).FirstOrDefault() is { } mistake)
            return ValidateOptionsResult.Fail($"Policy '{name}': Page.{mistake}.");
        return options.EventId is null || EventIdFormat.IsValid(options.EventId)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Policy '{name}': EventId is '{options.EventId}'; an event id has 1 to 128 characters of A-Z a-z 0-9 . _ : -");
    }
}
