using System.Collections.Frozen;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Who are the operators, and where their console is.</summary>
internal sealed class OperatorSettings
{
    private static readonly Setting FileSetting = new(
        "Operators:UsersFile", "OPERATOR_USERS_FILE", "A file of operators who sign in with a password. Lines of it are made by: operator-password NAME ROLE. Changes count while the gateway runs.");

    private static readonly Setting ClaimSetting = new(
        "Operators:Claim", "OPERATOR_CLAIM", $"The claim that makes an operator of a bearer token of JWT_ISSUER, by the value {OperatorRoles.View} or {OperatorRoles.Change}. Requires OPERATOR_AUDIENCE.");

    private static readonly Setting AudienceSetting = new(
        "Operators:Audience", "OPERATOR_AUDIENCE", "The audience of operators' tokens, which is another one than the shop's JWT_AUDIENCE.");

    /// <param name="reader">The settings.</param>
    /// <param name="authentication">The issuer, if there is one.</param>
    public OperatorSettings(SettingsReader reader, AuthenticationSettings authentication)
    {
        IsDevelopment = reader.IsDevelopment;
        UsersFile = reader.Text(FileSetting);
        if (UsersFile is not null)
            (UsersText, Users) = Read(reader, UsersFile);
        Claim = reader.Text(ClaimSetting);
        Audience = reader.Text(AudienceSetting);
        IsPublic = reader.Boolean(new("Operators:Public", "OPERATOR_PUBLIC", "Serves the operator's console on SERVER_PORT too, if there is a MANAGEMENT_PORT."), false);
        if (Claim is not null && Audience is null)
            reader.Refuse(AudienceSetting, $"the audience of the tokens whose {ClaimSetting} counts");
        if (Claim is null && Audience is not null)
            reader.Refuse(ClaimSetting, $"the claim of the tokens for {AudienceSetting}");
        if (Claim is not null && authentication.JwksEndpoint is null && reader.Find(AuthenticationSettings.JwksEndpointSetting) is null)
            reader.Refuse(AuthenticationSettings.JwksEndpointSetting, $"the key set of the issuer, because {ClaimSetting} is set");
        // Whoever shops with the issuer would have tokens that differ by a claim alone.
        if (Audience is not null && string.Equals(Audience, authentication.Audience, StringComparison.Ordinal))
            reader.Refuse(AudienceSetting, "another audience than JWT_AUDIENCE: a token of the shop must not be one of an operator");
    }

    /// <summary>The operators' file; null if nobody signs in with a password.</summary>
    public string? UsersFile { get; init; }

    /// <summary>The content of the file at the start.</summary>
    public string? UsersText { get; init; }

    /// <summary>The operators of the file at the start.</summary>
    public FrozenDictionary<string, OperatorAccount> Users { get; init; } = FrozenDictionary<string, OperatorAccount>.Empty;

    /// <summary>The claim of operators' tokens; null if there are none.</summary>
    public string? Claim { get; init; }

    /// <summary>The required <c>aud</c> of operators' tokens.</summary>
    public string? Audience { get; init; }

    /// <summary>Whether the console is on the public port although there is another one.</summary>
    public bool IsPublic { get; init; }

    public bool IsDevelopment { get; init; }

    public bool HasFile => UsersFile is not null;

    public bool HasTokens => Claim is not null && Audience is not null;

    public bool AreConfigured => HasFile || HasTokens;

    /// <summary>In Development without operators the console is the developer's.</summary>
    public bool HasConsole => AreConfigured || IsDevelopment;

    private static (string? Text, FrozenDictionary<string, OperatorAccount> Users) Read(SettingsReader reader, string path)
    {
        var users = FrozenDictionary<string, OperatorAccount>.Empty;
        if (OperatorsFile.TryRead(path, out var text) is { } mistake)
        {
            reader.Refuse(FileSetting, $"a file of operators, but {mistake}");
            return (null, users);
        }

        users = OperatorsFile.Parse(text!, out var mistakes);
        if (mistakes.Count > 0)
            reader.Refuse(FileSetting, $"a file of operators, but {string.Join("; ", mistakes)}");
        return (text, users);
    }
}
