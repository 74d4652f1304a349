using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.WaitingRoom;

/// <summary>The waiting page of the gateway's own front end: <c>/queue/{event_id}</c>, for whoever follows a link in a mail.</summary>
internal static class QueuePage
{
    public const string Policy = "queue-page";
    private const string EventParameter = "event_id";

    /// <summary>Adds the page's policy. Where enter requires a user, the page leads to the shop to log in.</summary>
    public static void AddQueuePage(this WaitingRoomBuilder builder, string? returnUrl) => builder.AddPolicy(Policy, policy =>
    {
        policy.EventIdSelector = context => ValueTask.FromResult(context.GetRouteValue(EventParameter) as string);
        policy.Page.LogInUrl = returnUrl;
    });

    public static void MapQueuePage(this IEndpointRouteBuilder app, string? returnUrl) =>
        app.MapGet($"/queue/{{{EventParameter}}}", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var eventId = (string)context.GetRouteValue(EventParameter)!;
            return returnUrl is null
                ? Results.Text("It is your turn. Go back to the shop.", "text/plain; charset=utf-8")
                : Results.Redirect(returnUrl.Replace(WaitingRoomSettings.EventPlaceholder, Uri.EscapeDataString(eventId), StringComparison.Ordinal));
        }).RequireWaitingRoom(Policy).AllowAnonymous().ExcludeFromDescription();
}
