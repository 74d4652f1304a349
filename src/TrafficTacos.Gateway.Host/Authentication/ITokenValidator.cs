using System.Security.Claims;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Validates tokens of a kind that has no key set.</summary>
internal interface ITokenValidator
{
    /// <summary>Whether a token is of this kind. This proves nothing.</summary>
    bool IsOfThisKind(string token);

    /// <summary>The user of a token of this kind; null if the token is invalid.</summary>
    ValueTask<ClaimsPrincipal?> ValidateAsync(string token);
}
