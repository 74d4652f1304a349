using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>What the page follows, as server-sent events. Whoever may not look any more is told and let go.</summary>
internal sealed class EventStreams(EventReader events, OperatorAccess access, TimeProvider time)
{
    private const string Ended = "ended";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    public IResult FollowList(HttpContext context) =>
        Follow(context, "events", ConsoleJson.Default.EventListResponse, cancellation => events.ListAsync(cancellation));

    public Task<IResult> FollowEventAsync(HttpContext context, string id) =>
        OperatorRequest.RunAsync(id, () => Task.FromResult<IResult>(Follow(context, "event", ConsoleJson.Default.EventDetail, cancellation => events.GetAsync(id, cancellation))));

    private ServerSentEventsResult<string> Follow<T>(HttpContext context, string name, JsonTypeInfo<T> type, Func<CancellationToken, Task<T>> read)
    {
        // nginx would keep what it gets until its buffer is full.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return TypedResults.ServerSentEvents(ItemsAsync(context, name, type, read, stopping, context.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> ItemsAsync<T>(
        HttpContext context, string name, JsonTypeInfo<T> type, Func<CancellationToken, Task<T>> read, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var looked = time.GetTimestamp(); !stopping.IsCancellationRequested;)
        {
            if (time.GetElapsedTime(looked) >= LookAgain)
            {
                if (!await access.MayStillLookAsync(context).ConfigureAwait(false))
                    break;
                looked = time.GetTimestamp();
            }

            if (await TryReadAsync(read, cancellationToken).ConfigureAwait(false) is { } value)
                yield return new SseItem<string>(JsonSerializer.Serialize(value, type), name);
            await DelayAsync(stopping, cancellationToken).ConfigureAwait(false);
        }

        yield return new SseItem<string>("{}", Ended);
    }

    /// <summary>While the store is away nothing comes, and the page asks and learns why.</summary>
    private static async Task<T?> TryReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException)
        {
            return default;
        }
    }

    /// <summary>A stream must not hold up the end of the process.</summary>
    private async Task DelayAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await Task.Delay(Interval, time, both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
