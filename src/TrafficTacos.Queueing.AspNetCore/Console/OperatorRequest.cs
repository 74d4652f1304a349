using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>What handlers read off a request, and how they answer.</summary>
internal static class OperatorRequest
{
    /// <summary>Who asks; only where <see cref="ConsoleEndpoint"/> let the request through.</summary>
    public static OperatorUser UserOf(HttpContext context) => context.Features.Get<OperatorUser>()!;

    public static IResult Json<T>(T body, JsonTypeInfo<T> type) => new JsonResponse<T>(StatusCodes.Status200OK, body, type);

    /// <summary>Runs a call that may find something wrong with what it is given, and says so.</summary>
    public static async Task<IResult> RunAsync(string eventId, Func<Task<IResult>> call)
    {
        if (!EventIdFormat.IsValid(eventId))
            return ApiErrors.InvalidEventId;
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            return ApiErrors.InvalidValue(MessageOf(exception));
        }
    }

    /// <summary>The same with a body.</summary>
    public static Task<IResult> RunAsync<T>(HttpContext context, string eventId, JsonTypeInfo<T> type, Func<T, Task<IResult>> call)
        where T : class =>
        RunAsync(eventId, async () =>
        {
            var (body, error) = await RequestReader.BodyAsync(context, type).ConfigureAwait(false);
            return body is null ? error! : await call(body).ConfigureAwait(false);
        });

    /// <summary>The engine writes its messages for whoever gave the value; .NET adds the name of a parameter.</summary>
    private static string MessageOf(ArgumentException exception) =>
        exception.ParamName is { } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message;
}
