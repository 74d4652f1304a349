using System.Buffers;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Each option by its own range; generated.</summary>
[OptionsValidator]
internal sealed partial class WaitingRoomOptionsRanges : IValidateOptions<WaitingRoomOptions>;

/// <summary>The same for the settings of one event.</summary>
[OptionsValidator]
internal sealed partial class EventOptionsRanges : IValidateOptions<EventOptions>;

/// <summary>Each option, the rules between options, and both again for every event: all mistakes in one message.</summary>
internal sealed class WaitingRoomOptionsValidator : IValidateOptions<WaitingRoomOptions>
{
    private const int MaxMinimumWaits = 16;
    private static readonly TimeSpan DrawBeforeOpening = TimeSpan.FromMinutes(2);

    private static readonly SearchValues<char> KeyIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly WaitingRoomOptionsRanges _ranges = new();
    private readonly EventOptionsRanges _eventRanges = new();

    public ValidateOptionsResult Validate(string? name, WaitingRoomOptions options)
    {
        var mistakes = new List<string>(_ranges.Validate(null, options).Failures ?? []);
        mistakes.AddRange(EventRules(options));
        mistakes.AddRange(IdempotencyRules(options));
        mistakes.AddRange((options.Beacon?.Mistakes() ?? []).Select(mistake => "Beacon: " + mistake));
        var common = mistakes.ToHashSet(StringComparer.Ordinal);
        foreach (var (eventId, settings) in options.Events)
        {
            if (!EventIdFormat.IsValid(eventId))
                mistakes.Add($"Events: '{eventId}' is no event id; expected are {EventIdFormat.Description}.");
            mistakes.AddRange([.. ((IEnumerable<string>)[.. _eventRanges.Validate(null, settings).Failures ?? [], .. EventRules(settings)])
                .Except(common, StringComparer.Ordinal).Select(mistake => $"Events:{eventId}: {mistake}")]);
        }

        foreach (var pattern in options.KnownEvents.Where(pattern => !EventIdFormat.IsValid(pattern.Replace('*', '-'))))
            mistakes.Add($"KnownEvents: '{pattern}' is no event id and no pattern of ids; expected are {EventIdFormat.Description}, and * for any of them.");
        if (options.Tokens is not null)
            mistakes.AddRange(KeyRules(options.Tokens));
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes.Distinct(StringComparer.Ordinal));
    }

    private static IEnumerable<string> EventRules(EventOptions o)
    {
        if (o.MinimumPollInterval > o.MaximumPollInterval)
            yield return $"MinimumPollInterval ({o.MinimumPollInterval}) must not be above MaximumPollInterval ({o.MaximumPollInterval}).";
        if (o.MaximumPollInterval > o.NoShowTimeout / 2)
            yield return $"MaximumPollInterval ({o.MaximumPollInterval}) must be at most half of NoShowTimeout ({o.NoShowTimeout}): a client that polls as told would be a no-show.";
        if (o.MaximumPollInterval > o.HeartbeatTimeout / 3)
            yield return $"MaximumPollInterval ({o.MaximumPollInterval}) must be at most a third of HeartbeatTimeout ({o.HeartbeatTimeout}): a client that polls as told would expire.";
        if (o.NoShowTimeout > o.HeartbeatTimeout)
            yield return $"NoShowTimeout ({o.NoShowTimeout}) must not be above HeartbeatTimeout ({o.HeartbeatTimeout}).";
        if (o.LeaveGrace > o.HeartbeatTimeout)
            yield return $"LeaveGrace ({o.LeaveGrace}) must not be above HeartbeatTimeout ({o.HeartbeatTimeout}).";
        if (o.LeaveGrace < 2 * o.MaximumPollInterval)
            yield return $"LeaveGrace ({o.LeaveGrace}) must be at least twice MaximumPollInterval ({o.MaximumPollInterval}): a second tab of the browser would come too late to keep the place.";
        if (o.ReadySilence < 2 * o.MinimumPollInterval)
            yield return $"ReadySilence ({o.ReadySilence}) must be at least twice MinimumPollInterval ({o.MinimumPollInterval}): the turn of a client that polls as told would pass.";
        if (o.TurnGuaranteed > o.TurnTime)
            yield return $"TurnGuaranteed ({o.TurnGuaranteed}) must not be above TurnTime ({o.TurnTime}).";
        if (o.ClaimLease > o.PassLifetime)
            yield return $"ClaimLease ({o.ClaimLease}) must not be above PassLifetime ({o.PassLifetime}): a pass would end before a claim on it lapses.";
        if (o.SessionMaximum < o.SessionLifetime)
            yield return $"SessionMaximum ({o.SessionMaximum}) must not be below SessionLifetime ({o.SessionLifetime}).";
        if (o.GatherAt > o.OpensAt)
            yield return $"GatherAt ({o.GatherAt:u}) must not be after OpensAt ({o.OpensAt:u}).";
        if (o.ClosesAt <= o.OpensAt || o.ClosesAt <= o.GatherAt)
            yield return $"ClosesAt ({o.ClosesAt:u}) must be after GatherAt ({o.GatherAt:u}) and OpensAt ({o.OpensAt:u}).";
        if (!Enum.IsDefined(o.Order))
            yield return $"Order is {o.Order}; it must be Arrival or Draw.";
        if (o is { Order: QueueOrder.Draw, OpensAt: null })
            yield return "Order is Draw, which needs OpensAt.";
        if (o.Order == QueueOrder.Draw && (o.DrawAt ?? o.OpensAt - DrawBeforeOpening) is { } drawAt && (drawAt < o.GatherAt || drawAt > o.OpensAt))
            yield return $"DrawAt ({drawAt:u}) must not be before GatherAt ({o.GatherAt:u}) and not after OpensAt ({o.OpensAt:u}). Without DrawAt it is 2 minutes before OpensAt.";
        if (!Enum.IsDefined(o.DrawSource))
            yield return $"DrawSource is {o.DrawSource}; it must be Secret or Beacon.";
        if (!Enum.IsDefined(o.DrawIdentity))
            yield return $"DrawIdentity is {o.DrawIdentity}; it must be User or Browser.";
        if (o.Mode == EventMode.Recovering || !Enum.IsDefined(o.Mode))
            yield return $"Mode is {o.Mode}; it must be Normal, Paused, Draining, Passthrough, Off or Maintenance.";
        foreach (var mistake in MinimumWaitRules(o.GetMinimumWaits()))
            yield return mistake;
    }

    private static IEnumerable<string> MinimumWaitRules(IList<MinimumWait> waits)
    {
        if (waits.Count is 0 or > MaxMinimumWaits)
        {
            yield return $"MinimumWaits has {waits.Count} items; it must have 1 to {MaxMinimumWaits}.";
            yield break;
        }

        if (waits[^1].UpToPosition is { } last)
            yield return $"MinimumWaits: the last item has UpToPosition {last}; it must have none, because it holds for all further positions.";
        for (var i = 1; i < waits.Count; i++)
        {
            var (before, item) = (waits[i - 1], waits[i]);
            if (before.UpToPosition is null)
                yield return $"MinimumWaits: item {i - 1} has no UpToPosition; only the last item may have none.";
            else if (item.UpToPosition <= before.UpToPosition)
                yield return $"MinimumWaits: UpToPosition of item {i} ({item.UpToPosition}) must be above that of item {i - 1} ({before.UpToPosition}).";
            if (item.Wait < before.Wait)
                yield return $"MinimumWaits: the Wait of item {i} ({item.Wait}) must not be below that of item {i - 1} ({before.Wait}): a position further ahead never waits longer.";
        }
    }

    private static IEnumerable<string> IdempotencyRules(WaitingRoomOptions o)
    {
        if (o.IdempotencyLease > o.IdempotencyRetention)
            yield return $"IdempotencyLease ({o.IdempotencyLease}) must not be above IdempotencyRetention ({o.IdempotencyRetention}): a key would expire while its request is in progress.";
        if (o.StoreTimeout > o.IdempotencyLease)
            yield return $"StoreTimeout ({o.StoreTimeout}) must not be above IdempotencyLease ({o.IdempotencyLease}): a claim would lapse before its gateway learns of it.";
    }

    private static IEnumerable<string> KeyRules(TokenOptions tokens)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in tokens.SigningKeys)
        {
            if (key.Id is not { Length: > 0 and <= KeyRing.MaxIdLength } || key.Id.AsSpan().ContainsAnyExcept(KeyIdCharacters))
                yield return $"Tokens:SigningKeys: the id '{key.Id}' must have 1 to {KeyRing.MaxIdLength} letters or digits.";
            if (!ids.Add(key.Id))
                yield return $"Tokens:SigningKeys: the id '{key.Id}' is used twice.";
            if (!KeyRing.TryReadSecret(key.Secret, out _))
                yield return $"Tokens:SigningKeys: the secret of '{key.Id}' must be base64 of at least {KeyRing.SecretSize} bytes.";
        }

        if (tokens.IdentitySecret is { } secret && !KeyRing.TryReadSecret(secret, out _))
            yield return $"Tokens:IdentitySecret must be base64 of at least {KeyRing.SecretSize} bytes.";
    }
}
