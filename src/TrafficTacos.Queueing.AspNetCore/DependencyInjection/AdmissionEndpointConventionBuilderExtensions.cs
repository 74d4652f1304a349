using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Asks for admission and idempotency keys at endpoints of any kind.</summary>
public static class AdmissionEndpointConventionBuilderExtensions
{
    private const int MaxBodySizeLimit = 16 * 1024 * 1024;

    /// <summary>
    /// Lets requests pass only with a valid, unspent reservation token of the policy's event and of the user; others get 403
    /// <c>ADMISSION_REQUIRED</c>, <c>ADMISSION_IN_USE</c>, <c>ADMISSION_SPENT</c> or <c>ADMISSION_EXPIRED</c>. The pass is claimed while
    /// the endpoint works, spent if it succeeds and released otherwise. Needs <c>app.UseAdmission()</c>. The endpoint finds the pass
    /// with <c>context.Features.Get&lt;IAdmissionFeature&gt;()</c>.
    /// </summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="policyName">A policy of <c>AddPolicy(…)</c>; null is <see cref="WaitingRoomHttpOptions.DefaultPolicyName"/>.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireAdmission<TBuilder>(this TBuilder builder, string? policyName = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddOurs(new AdmissionConvention(policyName), nameof(RequireAdmission));

    /// <summary>Lets every request pass, whatever a group or an attribute asks for.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <returns>The builder.</returns>
    public static TBuilder DisableAdmission<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddOurs(new DisableAdmissionAttribute(), null);

    /// <summary>
    /// Makes an endpoint safe to repeat: a request needs the header <c>Idempotency-Key</c>, or is 400 <c>IDEMPOTENCY_REQUIRED</c>. The
    /// first one is done and its response stored for <see cref="WaitingRoomOptions.IdempotencyRetention"/>; the same request again gets
    /// that response, with <c>Idempotency-Replayed: true</c>, and does nothing. While the first one is in progress it is 409
    /// <c>IDEMPOTENCY_IN_PROGRESS</c>; another request under that key is 409 <c>IDEMPOTENCY_CONFLICT</c>. Needs
    /// <c>app.UseAdmission()</c>.
    /// </summary>
    /// <remarks>
    /// A key counts for one user and one route with its method; the request under it is its path, query and body. GET, HEAD, OPTIONS
    /// and TRACE are safe to repeat anyway and pass. The response is buffered until it is complete and stored, so do not use this on an
    /// endpoint that streams; one that disables buffering is sent as it is written, and a repeated request is 409
    /// <c>IDEMPOTENCY_ANSWER_NOT_KEPT</c>. A client that hangs up does not
    /// cancel the request: <c>RequestAborted</c> fires only if it is still running a lease later.
    /// </remarks>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="configure">Sets which responses are stored and how long a request may take.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder, Action<IdempotencyKeyOptions>? configure = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddOurs(new IdempotencyConvention(Options(configure), isRequired: true), nameof(RequireIdempotencyKey));

    /// <summary>As <see cref="RequireIdempotencyKey"/>, for requests that have a key; one without is done each time it comes.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="configure">As with <see cref="RequireIdempotencyKey"/>.</param>
    /// <returns>The builder.</returns>
    public static TBuilder AcceptIdempotencyKey<TBuilder>(this TBuilder builder, Action<IdempotencyKeyOptions>? configure = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddOurs(new IdempotencyConvention(Options(configure), isRequired: false), nameof(AcceptIdempotencyKey));

    private static IdempotencyKeyOptions Options(Action<IdempotencyKeyOptions>? configure)
    {
        var options = new IdempotencyKeyOptions();
        configure?.Invoke(options);
        if (options.MaximumBodySize is < 1 or > MaxBodySizeLimit)
            throw new ArgumentException($"MaximumBodySize is {options.MaximumBodySize}; it must be 1 to {MaxBodySizeLimit} bytes.", nameof(configure));
        if (options.Lease is { } lease && lease <= TimeSpan.Zero)
            throw new ArgumentException($"Lease is {lease}; it must be above zero.", nameof(configure));
        return options;
    }
}
