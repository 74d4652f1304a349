namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Within which subjects of tokens are unique.</summary>
internal enum UserNamespace
{
    /// <summary>The gateway's own accounts, whichever key or secret signs their tokens.</summary>
    Accounts,

    /// <summary>The issuer of <c>JWT_JWKS_ENDPOINT</c>.</summary>
    Issuer,
}
