using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>An operator's calls to a shop that maps the console.</summary>
internal sealed class ConsoleClient(HttpClient http, string? user)
{
    public const string Operator = "operator-ann";
    public const string Viewer = "viewer-bob";
    public const string Stranger = "alice";

    private const string Api = "/operator/api";

    /// <summary>A shop whose users are operators or viewers by their name.</summary>
    public static ShopPlan Plan(ShopPlan? plan = null)
    {
        var given = plan ?? new ShopPlan();
        return given with
        {
            Services = services =>
            {
                HeaderAuthentication.Add(services);
                services.AddAuthorizationBuilder()
                    .AddPolicy("look", policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Is(context, "operator-") || Is(context, "viewer-")))
                    .AddPolicy("change", policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Is(context, "operator-")));
                given.Services(services);
            },
            Map = app =>
            {
                app.MapWaitingRoomOperator("/operator", options => (options.ViewPolicy, options.ChangePolicy, options.SignOutPath) = ("look", "change", "/bye"));
                given.Map(app);
            },
        };
    }

    public static ConsoleClient Of(Shop shop, string? user = Operator) => new(shop.Http, user);

    public Task<Answer> GetAsync(string path) => http.AskAsync(Request(HttpMethod.Get, path));

    public Task<Answer> PostAsync(string path, object body) => http.AskAsync(Change(HttpMethod.Post, path, body));

    public Task<Answer> PatchAsync(string path, object body) => http.AskAsync(Change(HttpMethod.Patch, path, body));

    /// <summary>As the page sends it.</summary>
    public HttpRequestMessage Change(HttpMethod method, string path, object body) =>
        Bare(method, path, body).With("X-Operator", "1").With("Sec-Fetch-Site", "same-origin");

    /// <summary>Without what the page adds.</summary>
    public HttpRequestMessage Bare(HttpMethod method, string path, object body)
    {
        var request = Request(method, path);
        request.Content = JsonContent.Create(body);
        return request;
    }

    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, Api + path);
        return user is null ? request : request.With(Shop.UserHeader, user);
    }

    private static bool Is(AuthorizationHandlerContext context, string prefix) =>
        context.User.FindFirst("sub")?.Value.StartsWith(prefix, StringComparison.Ordinal) is true;
}
