using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

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

    public static ShopPlan Plan { get; } = new() { Map = Map };

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
        app.MapPost(Handler, (string wish) => Results.Text("order", statusCode: Fulfil(wish))).RequireAdmission(Strict);
        app.MapPost(Delegate, (RequestDelegate)(context =>
        {
            context.Response.StatusCode = Fulfil(context.Request.Query["wish"]!);
            return context.Response.WriteAsync("order");
        })).RequireAdmission(Strict);
        var group = app.MapGroup("/group");
        group.MapPost("/orders", (HttpContext context, string wish) =>
            Results.Text(context.Features.Get<PassClaim>() is null ? "no claim" : "order", statusCode: Fulfil(wish)));
        group.RequireAdmission(Strict);
        app.MapPost(FailOpen, (string wish) => Results.Text("order", statusCode: Fulfil(wish))).RequireAdmission(options =>
        {
            Strict(options);
            options.FailOpen = true;
        });
        app.MapPost("/events/{id}/orders", () => "order").RequireAdmission(options =>
        {
            options.EventId = context => (string?)context.Request.RouteValues["id"];
            options.UserId = Shop.User;
        });
    }

    private static void Strict(AdmissionRequirementOptions options)
    {
        options.EventId = _ => Event;
        options.UserId = Shop.User;
    }

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
