using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Identities of browsers, signed with the waiting room's keys.</summary>
internal sealed class SignedBrowserIdentities(KeyRingProvider keyRings) : BrowserIdentities
{
    public override async ValueTask<string> CreateAsync(CancellationToken cancellationToken = default) =>
        BrowserToken.Create(await keyRings.GetAsync(cancellationToken).ConfigureAwait(false));

    public override async ValueTask<string?> ReadAsync(string? identity, CancellationToken cancellationToken = default) =>
        identity is null ? null : BrowserToken.Read(await keyRings.GetAsync(cancellationToken).ConfigureAwait(false), identity);

    public override async ValueTask<string> SignAsync(string browserId, string text, CancellationToken cancellationToken = default) =>
        BrowserToken.Sign(await keyRings.GetAsync(cancellationToken).ConfigureAwait(false), browserId, text);
}
