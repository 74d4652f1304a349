using System.Buffers;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>The header <c>X-Request-Id</c> of every response: a well-formed one of the request, otherwise the trace id.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    private const int MaxLength = 128;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>Use it first. The header is added when the response starts, because an error response clears the headers that were set
    /// before.</summary>
    public static void UseRequestId(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var id = Of(context);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Ids go into logs of others, so one with other characters, or a longer one, is not repeated.</summary>
    private static string Of(HttpContext context) =>
        context.Request.Headers[Header] is [{ Length: > 0 and <= MaxLength } id] && !id.AsSpan().ContainsAnyExcept(Characters)
            ? id
            : ApiError.TraceId(context);
}
