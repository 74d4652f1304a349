namespace TrafficTacos.Queueing.Testing.Tests;

/// <summary>A shop whose own settings let nearly nobody in, on a Redis that does not exist.</summary>
internal static class TicketShop
{
    public const string Event = "concert";
    public const string Orders = "/orders";

    public static ShopPlan Plan { get; } = new()
    {
        Redis = "127.0.0.1:1",
        Options = options => (options.AdmissionsPerSecond, options.Burst, options.Overdraft) = (1, 1, 0),
        Room = room => room.AddPolicy("orders", Event),
        Map = app => app.MapPost(Orders, (int? status) => Results.Text("order", statusCode: status ?? 200)).RequireAdmission("orders"),
    };

    public static void AtThePrefix(AdmitOptions options) => options.Prefix = Shop.Prefix;

    public static HttpClient Visitor(this Shop shop, string? user = null)
    {
        var client = HttpVisitor.Client(shop.Address);
        if (user is not null)
            client.DefaultRequestHeaders.Add(Shop.UserHeader, user);
        return client;
    }

    public static Task<Answer> OrderAsync(this HttpClient visitor, string query = "") =>
        visitor.AskAsync(new HttpRequestMessage(HttpMethod.Post, Orders + query));
}
