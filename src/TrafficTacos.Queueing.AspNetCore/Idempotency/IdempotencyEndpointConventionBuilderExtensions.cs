using Microsoft.AspNetCore.Builder;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Lets a client repeat a request without doing it twice.</summary>
public static class IdempotencyEndpointConventionBuilderExtensions
{
    private const int LongestLimit = 16 * 1024 * 1024;

    /// <summary>
    /// Makes an endpoint of any kind safe to repeat: a request needs the header <c>Idempotency-Key</c>, or is 400
    /// <c>IDEMPOTENCY_REQUIRED</c>. The first one is done and its answer kept for <see cref="WaitingRoomOptions.IdempotencyRetention"/>;
    /// the same request again gets that answer, with <c>Idempotency-Replayed: true</c>, and does nothing. While the first one works
    /// it is 409 <c>IDEMPOTENCY_IN_PROGRESS</c>; another request under that key is 409 <c>IDEMPOTENCY_CONFLICT</c>.
    /// </summary>
    /// <remarks>
    /// A key counts for one user and one route with its method; the request under it is its path, query and body. GET, HEAD,
    /// OPTIONS and TRACE are safe to repeat anyway and pass. The answer is held back until it is complete and kept, so an endpoint
    /// that streams should not have this; one that disables buffering goes out as it comes and is not kept. A client that hangs up
    /// does not cancel the request: <c>RequestAborted</c> fires only when it still works a lease later. On one endpoint with
    /// <c>RequireAdmission</c>, in whichever order, the key comes first: a repeated request needs no pass. Asked for more than
    /// once, on a group and on its endpoint, the endpoint's own call counts.
    /// </remarks>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="configure">Sets who the user is, which answers are kept, and for how long a request may work.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder, Action<IdempotencyKeyOptions>? configure = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.Add(nameof(RequireIdempotencyKey), true, configure);

    /// <summary>The same for requests that have a key; one without is done each time it comes.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">The endpoint, or a group of them.</param>
    /// <param name="configure">As with <see cref="RequireIdempotencyKey"/>.</param>
    /// <returns>The builder.</returns>
    public static TBuilder AcceptIdempotencyKey<TBuilder>(this TBuilder builder, Action<IdempotencyKeyOptions>? configure = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.Add(nameof(AcceptIdempotencyKey), false, configure);

    private static TBuilder Add<TBuilder>(this TBuilder builder, string caller, bool required, Action<IdempotencyKeyOptions>? configure)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new IdempotencyKeyOptions();
        configure?.Invoke(options);
        if (options.MaximumBodySize is < 1 or > LongestLimit)
            throw new ArgumentException($"MaximumBodySize is {options.MaximumBodySize}; it must be 1 to {LongestLimit} bytes.", nameof(configure));
        if (options.Lease is { } lease && lease <= TimeSpan.Zero)
            throw new ArgumentException($"Lease is {lease}; it must be above zero.", nameof(configure));
        builder.Finally(endpoint => IdempotencyMiddleware.Wrap(endpoint, options, required, caller));
        return builder;
    }
}
