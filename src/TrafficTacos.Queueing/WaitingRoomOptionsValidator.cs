using System.Buffers;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing;

/// <summary>Each field by its own range; written by the options generator.</summary>
[OptionsValidator]
internal sealed partial class WaitingRoomOptionsRanges : IValidateOptions<WaitingRoomOptions>;

/// <summary>Each field, the rules between fields, and both again for every event: all mistakes in one message.</summary>
internal sealed class WaitingRoomOptionsValidator : IValidateOptions<WaitingRoomOptions>
{
    private static readonly SearchValues<char> KeyIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly WaitingRoomOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, WaitingRoomOptions options)
    {
        var mistakes = new List<string>();
        mistakes.AddRange(Numbers(options));
        var common = mistakes.ToHashSet(StringComparer.Ordinal);
        if (options.Events is not null)
        {
            foreach (var (eventId, overrides) in options.Events)
            {
                if (!EventId.IsValid(eventId))
                    mistakes.Add($"Events: '{eventId}' is no event id: 1 to 128 characters of A-Z a-z 0-9 . _ : - are.");
                mistakes.AddRange(Numbers(options.For(overrides)).Except(common, StringComparer.Ordinal).Select(mistake => $"Events:{eventId}: {mistake}"));
            }
        }

        if (options.Tokens is not null)
            Keys(options.Tokens, mistakes);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes.Distinct(StringComparer.Ordinal));
    }

    private List<string> Numbers(WaitingRoomOptions o)
    {
        var mistakes = new List<string>(_ranges.Validate(null, o).Failures ?? []);
        Rule(o.MinimumPoll <= o.MaximumPoll, $"MinimumPoll ({o.MinimumPoll}) must not be above MaximumPoll ({o.MaximumPoll}).");
        Rule(o.MaximumPoll <= o.HeadGrace / 2, $"MaximumPoll ({o.MaximumPoll}) must be at most half of HeadGrace ({o.HeadGrace}): who polls as told would be a no-show.");
        Rule(o.MaximumPoll <= o.HeartbeatTime / 3, $"MaximumPoll ({o.MaximumPoll}) must be at most a third of HeartbeatTime ({o.HeartbeatTime}): who polls as told would expire.");
        Rule(o.HeadGrace <= o.HeartbeatTime, $"HeadGrace ({o.HeadGrace}) must not be above HeartbeatTime ({o.HeartbeatTime}).");
        Rule(o.SoftLeaveTime <= o.HeartbeatTime, $"SoftLeaveTime ({o.SoftLeaveTime}) must not be above HeartbeatTime ({o.HeartbeatTime}).");
        Rule(o.ClaimLease <= o.PassTime, $"ClaimLease ({o.ClaimLease}) must not be above PassTime ({o.PassTime}): a pass would be over before a claim on it lapses.");
        Rule(o.NearPositions <= o.MiddlePositions, $"NearPositions ({o.NearPositions}) must not be above MiddlePositions ({o.MiddlePositions}).");
        Rule(o.NearWait <= o.MiddleWait, $"NearWait ({o.NearWait}) must not be above MiddleWait ({o.MiddleWait}): nearer never waits longer.");
        Rule(o.MiddleWait <= o.FarWait, $"MiddleWait ({o.MiddleWait}) must not be above FarWait ({o.FarWait}): nearer never waits longer.");
        Rule(o.IdempotencyLease <= o.IdempotencyTime, $"IdempotencyLease ({o.IdempotencyLease}) must not be above IdempotencyTime ({o.IdempotencyTime}): a key would be forgotten while its request works.");
        Rule(o.StoreTimeout <= o.IdempotencyLease, $"StoreTimeout ({o.StoreTimeout}) must not be above IdempotencyLease ({o.IdempotencyLease}): a claim would be over before its gateway hears of it.");

        return mistakes;

        void Rule(bool holds, string mistake)
        {
            if (!holds)
                mistakes.Add(mistake);
        }
    }

    private static void Keys(TokenOptions tokens, List<string> mistakes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in tokens.SigningKeys)
        {
            if (key.Id is not { Length: > 0 and <= KeyRing.MaximumIdLength } || key.Id.AsSpan().ContainsAnyExcept(KeyIdCharacters))
                mistakes.Add($"Tokens:SigningKeys: the id '{key.Id}' must be 1 to {KeyRing.MaximumIdLength} letters or digits.");
            if (!seen.Add(key.Id))
                mistakes.Add($"Tokens:SigningKeys: the id '{key.Id}' is there twice.");
            if (!KeyRing.TryReadSecret(key.Secret, out _))
                mistakes.Add($"Tokens:SigningKeys: the secret of '{key.Id}' must be base64 of at least {KeyRing.SecretSize} bytes.");
        }

        if (tokens.IdentitySecret is { } secret && !KeyRing.TryReadSecret(secret, out _))
            mistakes.Add($"Tokens:IdentitySecret must be base64 of at least {KeyRing.SecretSize} bytes.");
    }
}
