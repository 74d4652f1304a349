using System.Security.Claims;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Validates tokens of a kind that has no key set.</summary>
internal interface ITokenValidator
{
    /// <summary>The issuer of the tokens.</summary>
    string Name { get; }

    /// <summary>The namespace of the tokens' subjects.</summary>
    UserNamespace Namespace { get; }

    /// <summary>Whether a token is of this kind. This proves nothing.</summary>
    bool IsOfThisKind(string token);

    /// <summary>What counts of a token of this kind, the subject among it; null if the token is invalid.</summary>
    ValueTask<IReadOnlyList<Claim>?> ValidateAsync(string token);
}
