using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Claims the key, lets the endpoint work, then keeps its answer or frees the key; or answers what was kept.</summary>
internal sealed class IdempotencyMiddleware(
    RequestDelegate next, IdempotencyKeys keys, IdempotencyKeyOptions options, TimeSpan lease, bool required, string? pattern, ILogger logger)
{
    private RequestDelegate _next = next;

    /// <summary>Wraps the endpoint, once.</summary>
    public static void Wrap(EndpointBuilder builder, IdempotencyKeyOptions options, bool required, string caller)
    {
        if (builder.Metadata.OfType<IdempotencyMiddleware>().Any())
            return;
        var next = builder.RequestDelegate
            ?? throw new InvalidOperationException($"'{builder.DisplayName}' runs no delegate; {caller} cannot protect it.");
        var services = builder.ApplicationServices;
        var keys = Services.Keys(services, caller);
        var room = services.GetRequiredService<IOptions<WaitingRoomOptions>>().Value;
        var lease = options.Lease ?? room.IdempotencyLease;
        if (lease > room.IdempotencyRetention)
            throw new InvalidOperationException($"'{builder.DisplayName}': the Lease of {caller} ({lease}) must not be above IdempotencyRetention ({room.IdempotencyRetention}).");
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<IdempotencyMiddleware>();
        var gate = new IdempotencyMiddleware(next, keys, options, lease, required, (builder as RouteEndpointBuilder)?.RoutePattern.RawText, logger);
        builder.RequestDelegate = gate.InvokeAsync;
        builder.Metadata.Add(gate);
        foreach (var said in GateDocumentation.OfKey(required))
            builder.Metadata.Add(said);
    }

    /// <summary>Wraps an endpoint inside of its gate when it has one already, whichever was asked for first: a repeated request
    /// gets its answer and nothing else happens.</summary>
    public static void WrapInside(EndpointBuilder builder, Func<RequestDelegate, RequestDelegate> wrap)
    {
        if (builder.Metadata.OfType<IdempotencyMiddleware>().SingleOrDefault() is { } gate)
            gate._next = wrap(gate._next);
        else if (builder.RequestDelegate is { } next)
            builder.RequestDelegate = wrap(next);
    }

    private async Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method))
        {
            await _next(context).ConfigureAwait(false);
            return;
        }

        if (!RequestReader.TryIdempotencyKey(context, out var key))
        {
            await ApiErrors.InvalidIdempotencyKey.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        if (key is null)
        {
            await (required ? ApiErrors.IdempotencyRequired.WriteAsync(context) : _next(context)).ConfigureAwait(false);
            return;
        }

        var (result, error) = await ClaimAsync(context, key).ConfigureAwait(false);
        var answered = (result?.Outcome) switch
        {
            IdempotencyOutcome.Claimed => WorkAsync(context, result.Claim!),
            IdempotencyOutcome.Completed => StoredResponse.Read(result.Response).ReplayAsync(context),
            IdempotencyOutcome.InProgress => ApiErrors.IdempotencyInProgress.WriteAsync(context),
            IdempotencyOutcome.Conflict => ApiErrors.IdempotencyConflict.WriteAsync(context),
            _ => error!.WriteAsync(context),
        };
        await answered.ConfigureAwait(false);
    }

    /// <summary>The claim itself is not the request's to cancel: the store would go on and claim a key nobody then frees.</summary>
    private async ValueTask<(IdempotencyResult? Result, ApiError? Error)> ClaimAsync(HttpContext context, string key)
    {
        try
        {
            var fingerprint = await RequestIdentity.FingerprintAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
            var request = new IdempotencyRequest
            {
                UserId = options.UserId(context),
                Route = RequestIdentity.Route(context.Request, pattern),
                Key = key,
                Fingerprint = fingerprint,
                Lease = lease,
            };
            return (await keys.ClaimAsync(request, CancellationToken.None).ConfigureAwait(false), null);
        }
        catch (WaitingRoomUnavailableException)
        {
            return (null, ApiErrors.QueueUnavailable);
        }
        catch (BadHttpRequestException bad)
        {
            return (null, ApiErrors.Of(bad.StatusCode) ?? ApiErrors.InvalidRequest);
        }
    }

    private async Task WorkAsync(HttpContext context, IdempotencyClaim claim)
    {
        var client = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var held = new BufferedResponse(client, options.MaximumBodySize);
        using var patient = new DetachedRequestLifetime(lifetime, lease);
        context.Features.Set<IHttpResponseBodyFeature>(held);
        context.Features.Set<IHttpRequestLifetimeFeature>(patient);
        byte[]? answer = null;
        try
        {
            await _next(context).ConfigureAwait(false);
            await held.CompleteAsync().ConfigureAwait(false);
            answer = Answer(context, held);
        }
        finally
        {
            context.Features.Set(client);
            context.Features.Set(lifetime);
            // Before the answer goes out: a client that repeats at once must not find its own claim in the way.
            await EndAsync(claim, answer).ConfigureAwait(false);
        }

        if (held.Body is not { Length: > 0 } body)
            return;
        if (!context.Response.HasStarted)
            context.Response.ContentLength ??= body.Length;
        await client.Stream.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>What is to be kept, or null when the key is to be free again.</summary>
    private byte[]? Answer(HttpContext context, BufferedResponse held)
    {
        var status = context.Response.StatusCode;
        if (status >= StatusCodes.Status500InternalServerError || !options.ShouldStore(status))
            return null;
        if (held.Body is { } body && !context.Response.HasStarted)
            return StoredResponse.Write(context.Response, options.Headers, body.Span);
        logger.AnswerNotHeld(options.MaximumBodySize);
        return null;
    }

    /// <summary>Not the request's own token: a client that hangs up must not keep its answer from being kept.</summary>
    private async ValueTask EndAsync(IdempotencyClaim claim, byte[]? answer)
    {
        try
        {
            if (answer is null)
                await keys.ReleaseAsync(claim, CancellationToken.None).ConfigureAwait(false);
            else if (!await keys.CompleteAsync(claim, answer, CancellationToken.None).ConfigureAwait(false))
                logger.LeaseRanOut();
        }
        catch (WaitingRoomUnavailableException exception)
        {
            logger.KeyNotEnded(exception.Message);
        }
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
