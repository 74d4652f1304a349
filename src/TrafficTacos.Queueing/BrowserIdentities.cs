namespace TrafficTacos.Queueing;

/// <summary>
/// Makes and reads the identities that browsers carry in a cookie: what <see cref="JoinRequest.BrowserId"/> is for visitors without a
/// log-in. An identity is random, signed, and known by all processes of a waiting room. Registered by <c>services.AddWaitingRoom()</c>.
/// </summary>
public abstract class BrowserIdentities
{
    /// <summary>A new identity for a browser to keep: opaque, URL-safe, about 60 characters.</summary>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract ValueTask<string> CreateAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads an identity by its signature alone.</summary>
    /// <param name="identity">Any text.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    /// <returns>The id for <see cref="JoinRequest.BrowserId"/>, or null if this waiting room did not sign it.</returns>
    public abstract ValueTask<string?> ReadAsync(string? identity, CancellationToken cancellationToken = default);

    /// <summary>Signs a text for one browser, so that a copy of it in another browser can be told: 22 URL-safe characters.</summary>
    /// <param name="browserId">The browser.</param>
    /// <param name="text">Such as a session's token.</param>
    /// <param name="cancellationToken">Stops waiting for the result.</param>
    public abstract ValueTask<string> SignAsync(string browserId, string text, CancellationToken cancellationToken = default);
}
