using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Identities of browsers, signed with the waiting room's keys.</summary>
internal sealed class SignedBrowserIdentities(KeyRingProvider keyRings) : BrowserIdentities
{
    private readonly VerifiedTexts<string> _browsers = new();
    private readonly VerifiedTexts<SignedText> _texts = new();

    public override async ValueTask<string> CreateAsync(CancellationToken cancellationToken = default) =>
        BrowserToken.Create(await keyRings.GetAsync(cancellationToken).ConfigureAwait(false));

    public override async ValueTask<string?> ReadAsync(string? identity, CancellationToken cancellationToken = default)
    {
        if (identity is null)
            return null;
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        if (_browsers.Find(keys, identity) is { } known)
            return known;
        var browserId = BrowserToken.Read(keys, identity);
        if (browserId is not null)
            _browsers.Add(keys, identity, browserId);
        return browserId;
    }

    public override async ValueTask<string> SignAsync(string browserId, string text, CancellationToken cancellationToken = default) =>
        BrowserToken.Sign(await keyRings.GetAsync(cancellationToken).ConfigureAwait(false), browserId, text);

    public override async ValueTask<string?> ReadSignedAsync(string browserId, string? signedText, CancellationToken cancellationToken = default)
    {
        if (signedText is null)
            return null;
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        if (_texts.Find(keys, signedText) is { } known && string.Equals(known.BrowserId, browserId, StringComparison.Ordinal))
            return known.Text;
        var text = await base.ReadSignedAsync(browserId, signedText, cancellationToken).ConfigureAwait(false);
        if (text is not null)
            _texts.Add(keys, signedText, new SignedText(browserId, text));
        return text;
    }

    private sealed record SignedText(string BrowserId, string Text);
}
