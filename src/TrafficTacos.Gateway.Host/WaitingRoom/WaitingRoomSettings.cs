using Microsoft.Extensions.Options;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.WaitingRoom;

/// <summary>The options of the engine, in a section of their own.</summary>
internal sealed class WaitingRoomSettings
{
    public const string SectionName = "WaitingRoom";

    public const string EventPlaceholder = "{event_id}";

    /// <summary>32 random bytes have fewer than 16 different ones about once in 10^15 times.</summary>
    private const int MinDistinctBytes = 8;

    public WaitingRoomSettings(SettingsReader reader)
    {
        Section = reader.Section(SectionName);
        RequireUserToEnter = reader.Boolean(new("Queue:RequireUserToEnter", "QUEUE_REQUIRE_USER_TO_ENTER", "Whether enter requires a user."), true);
        JoinsPerNetwork = reader.Integer(
            new("RateLimit:JoinsPerNetwork", "RATE_LIMIT_JOINS_PER_NETWORK", "Joins without a user a minute in an event from one network (/24, or /64 of IPv6). 0 does not limit."), 0, 0, 1_000_000) is > 0 and var joins ? joins : null;
        PageReturnUrl = reader.Value(
            new("Queue:PageReturnUrl", "QUEUE_PAGE_RETURN_URL", "Where /queue/{event_id} leads whose turn it is; {event_id} in it is replaced."),
            "an absolute http or https address",
            text => Uri.TryCreate(text.Replace(EventPlaceholder, "x", StringComparison.Ordinal), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? text : null);
        var sample = new Setting("Queue:SampleSale", null, "In Development: runs a sample sale, so that the operator's console has something to show. The launch profile of the project turns it on.");
        HasSampleSale = reader.Boolean(sample, false);
        if (HasSampleSale && !reader.IsDevelopment)
            reader.Refuse(sample, $"false: the environment is {reader.EnvironmentName}");
        Validate(reader);
    }

    /// <summary>Whether made-up visitors come to a sample sale.</summary>
    public bool HasSampleSale { get; }

    /// <summary>Where the gateway's own waiting page leads whose turn it is; null for a text that says so.</summary>
    public string? PageReturnUrl { get; }

    public IConfigurationSection Section { get; }

    /// <summary>Joins without a user a minute in an event from one network; null does not limit.</summary>
    public int? JoinsPerNetwork { get; }

    /// <summary>Whether enter requires a user. If not, the pass of a visitor without one is bound to nobody.</summary>
    public bool RequireUserToEnter { get; }

    /// <summary>The engine validates its options when it starts. Here its validator runs earlier, so that one start reports these errors
    /// with all others.</summary>
    private void Validate(SettingsReader reader)
    {
        var services = new ServiceCollection();
        services.AddWaitingRoom(Section);
        using var provider = services.BuildServiceProvider();
        try
        {
            var options = provider.GetRequiredService<IOptions<WaitingRoomOptions>>().Value;
            if (!options.KnownEventsOnly && !reader.IsDevelopment)
                reader.Warn($"Anybody can open events by joining them. Set {SectionName}:{nameof(options.KnownEventsOnly)} and name yours in {SectionName}:{nameof(options.Events)} or {SectionName}:{nameof(options.KnownEvents)}.");
            var tokens = options.Tokens;
            for (var i = 0; i < tokens.SigningKeys.Count; i++)
                RefuseGuessable(reader, $"{nameof(tokens.SigningKeys)}:{i}:{nameof(SigningKey.Secret)}", tokens.SigningKeys[i].Secret);
            RefuseGuessable(reader, nameof(tokens.IdentitySecret), tokens.IdentitySecret);
        }
        catch (OptionsValidationException exception)
        {
            foreach (var failure in exception.Failures)
                reader.Refuse($"{SectionName}: {failure}");
        }
        catch (InvalidOperationException exception)
        {
            reader.Refuse($"{SectionName}: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
    }

    /// <summary>Zeros, or few bytes again and again, are what a placeholder has.</summary>
    private static void RefuseGuessable(SettingsReader reader, string name, string? secret)
    {
        if (!string.IsNullOrEmpty(secret) && Convert.FromBase64String(secret).Distinct().Count() < MinDistinctBytes)
            reader.Refuse($"{SectionName}:Tokens:{name} repeats a few bytes; expected random ones, such as those of: openssl rand -base64 32.");
    }
}
