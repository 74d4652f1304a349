using System.Globalization;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>A shop's endpoints that need a pass, one of each kind, and a client for them. What they answer is the client's
/// wish: a status, "throw", or "meanwhile".</summary>
internal static class OrderDesk
{
    public const string Handler = "/orders";
    public const string Delegate = "/plain/orders";
    public const string Group = "/group/orders";
    public const string FailOpen = "/open/orders";

    public static string Event { get; } = Fresh.Event();

    /// <summary>What happens while an order with the wish "meanwhile" is worked on.</summary>
    public static Action Meanwhile { get; set; } = () => { };

    public static ShopPlan Plan { get; } = new() { Map = Map, Room = AddPolicies };

    /// <summary>The endpoint that reads the event from its path.</summary>
    public static string Of(string eventId) => $"/events/{eventId}/orders";

    public static Task<Answer> OrderAsync(this Shop shop, string path, string? pass, string wish = "200", string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{path}?wish={wish}");
        if (pass is not null)
            request.With("X-Reservation-Token", pass);
        if (user is not null)
            request.With(Shop.UserHeader, user);
        return shop.Http.AskAsync(request);
    }

    private static void Map(WebApplication app)
    {
        app.MapPost(Handler, (string wish) => Results.Text("order", statusCode: Fulfil(wish))).RequireAdmission("orders");
        app.MapPost(Delegate, (RequestDelegate)(context =>
        {
            context.Response.StatusCode = Fulfil(context.Request.Query["wish"]!);
            return context.Response.WriteAsync("order");
        })).RequireAdmission("orders");
        var group = app.MapGroup("/group");
        group.MapPost("/orders", (HttpContext context, string wish) =>
            Results.Text(context.Features.Get<IAdmissionFeature>() is null ? "no pass" : "order", statusCode: Fulfil(wish)));
        group.RequireAdmission("orders");
        app.MapPost(FailOpen, (string wish) => Results.Text("order", statusCode: Fulfil(wish))).RequireAdmission("open");
        app.MapPost("/events/{id}/orders", () => "order").RequireAdmission("by path");
    }

    public static void AddPolicies(WaitingRoomBuilder room) => room
        .AddPolicy("orders", Event)
        .AddPolicy("open", policy =>
        {
            policy.EventId = Event;
            policy.WhenStoreUnavailable = StoreUnavailableBehavior.Open;
        })
        .AddPolicy("by path", policy => policy.EventIdSelector = context => ValueTask.FromResult((string?)context.Request.RouteValues["id"]));

    private static int Fulfil(string wish)
    {
        if (wish == "meanwhile")
        {
            Meanwhile();
            return StatusCodes.Status200OK;
        }

        return int.TryParse(wish, CultureInfo.InvariantCulture, out var status) ? status : throw new InvalidOperationException("as the client wished");
    }
}
