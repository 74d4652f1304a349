using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>How users of two namespaces are told apart.</summary>
internal sealed class IdentitySettings
{
    /// <param name="reader">The settings.</param>
    /// <param name="authentication">The issuer, if there is one.</param>
    /// <param name="hasSharedSecret">Whether the accounts are those of a gateway that this one replaces. Services know their users by the
    /// subject alone.</param>
    public IdentitySettings(SettingsReader reader, AuthenticationSettings authentication, bool hasSharedSecret) =>
        Bare = reader.Choice(
            new("Identity:Namespace", "IDENTITY_NAMESPACE", "Whose subjects are user ids as they are: the accounts' or the issuer's (JWT_JWKS_ENDPOINT). Those of the other begin with its name and a colon."),
            UserNamespaces.Names, "issuer if there is a JWT_JWKS_ENDPOINT and no JWT_SECRET, else accounts")
            ?? (hasSharedSecret || authentication.JwksEndpoint is null ? UserNamespace.Accounts : UserNamespace.Issuer);

    /// <summary>The namespace whose subjects are user ids as they are.</summary>
    public UserNamespace Bare { get; }
}
