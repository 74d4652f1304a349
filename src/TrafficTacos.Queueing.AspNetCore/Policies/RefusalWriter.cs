using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Answers a request without admission with problem details (RFC 9457), our error inside, and the way to the queue.</summary>
internal sealed class RefusalWriter(QueueLinks links, IOptions<WaitingRoomOptions> options)
{
    private const string ContentType = "application/problem+json; charset=utf-8";

    public Task WriteAsync(HttpContext context, ApiError error, string? eventId)
    {
        var settings = eventId is not null && options.Value.Events.TryGetValue(eventId, out var own) ? own : options.Value;
        return WriteAsync(context, error, links.Join(context), links.Status(context), settings.MinimumPollInterval);
    }

    public static Task WriteAsync(HttpContext context, ApiError error, string? joinUrl, string? statusUrl, TimeSpan pollAfter)
    {
        var problem = new AdmissionProblem(
            ReasonPhrases.GetReasonPhrase(error.Status), error.Status, error.Message, error.Detail(context), joinUrl, statusUrl, (long)pollAfter.TotalMilliseconds);
        return JsonResponse.WriteAsync(context, error.Status, problem, WireJson.Default.AdmissionProblem, error.RetryAfter, ContentType);
    }
}
