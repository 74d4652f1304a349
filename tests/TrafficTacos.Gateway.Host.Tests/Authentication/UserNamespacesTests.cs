using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>No two people have one user id.</summary>
public sealed class UserNamespacesTests
{
    private static readonly AuthenticationSettings WithIssuer = TestSettings.Authentication with { JwksEndpoint = new Uri("https://issuer.example/keys") };

    [Theory]
    [InlineData("accounts", "accounts", "7", "7")]
    [InlineData("accounts", "issuer", "7", "issuer:7")]
    [InlineData("issuer", "accounts", "7", "accounts:7")]
    [InlineData("issuer", "issuer", "7", "7")]
    // A subject that looks like somebody else's user id.
    [InlineData("accounts", "accounts", "issuer:7", "accounts:issuer:7")]
    [InlineData("accounts", "accounts", "accounts:7", "accounts:accounts:7")]
    [InlineData("accounts", "issuer", "accounts:7", "issuer:accounts:7")]
    [InlineData("issuer", "issuer", "accounts:7", "issuer:accounts:7")]
    [InlineData("issuer", "issuer", "issuer:", "issuer:issuer:")]
    // One that does not, because user ids are compared letter for letter.
    [InlineData("accounts", "accounts", "Issuer:7", "Issuer:7")]
    [InlineData("accounts", "accounts", "auth0|7:issuer:", "auth0|7:issuer:")]
    [InlineData("issuer", "issuer", "accounts", "accounts")]
    public void A_user_id_is_made_of_the_namespace_and_the_subject(string bare, string of, string subject, string expected) =>
        Assert.Equal(expected, new UserNamespaces(UserNamespaces.Names[bare]).UserId(UserNamespaces.Names[of], subject));

    [Theory]
    [InlineData("accounts")]
    [InlineData("issuer")]
    public void Different_users_have_different_ids(string bare)
    {
        var users = new UserNamespaces(UserNamespaces.Names[bare]);
        string[] parts = ["", "7", ":", "accounts", "issuer", "accounts:", "issuer:"];
        var subjects = (from one in parts from two in parts from three in parts select one + two + three).Distinct(StringComparer.Ordinal).ToList();
        var ids = (from of in UserNamespaces.Names.Values from subject in subjects select users.UserId(of, subject)).ToList();
        Assert.Equal(2 * subjects.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Services know the users of an existing deployment by the subject alone.</summary>
    [Theory]
    [InlineData(false, false, "accounts")]
    [InlineData(true, false, "issuer")]
    [InlineData(false, true, "accounts")]
    [InlineData(true, true, "accounts")]
    public void Without_a_setting_existing_users_keep_their_ids(bool hasIssuer, bool hasSharedSecret, string expected) =>
        Assert.Equal(UserNamespaces.Names[expected], TestSettings.Identity(hasIssuer ? WithIssuer : TestSettings.Authentication, hasSharedSecret).Bare);

    [Theory]
    [InlineData("accounts")]
    [InlineData("issuer")]
    [InlineData("Issuer")]
    public void A_setting_decides_alone(string bare) =>
        Assert.All([false, true], hasSharedSecret => Assert.Equal(UserNamespaces.Names[bare], TestSettings.Identity(WithIssuer, hasSharedSecret, bare).Bare));

    [Theory]
    [InlineData("both")]
    [InlineData("0")]
    public async Task Any_other_value_is_refused_at_the_start(string value)
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("IDENTITY_NAMESPACE", value));
        Assert.Equal(1, exitCode);
        Assert.Equal($"Identity:Namespace (IDENTITY_NAMESPACE) is '{value}'; expected one of accounts, issuer.", errors.Trim());
    }
}
