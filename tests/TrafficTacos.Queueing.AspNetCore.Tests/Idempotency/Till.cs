using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Idempotency;

/// <summary>A shop's endpoints that take an idempotency key, one of each kind, how often they worked, and a client for them. What
/// they answer is the client's wish, in a header, so that to the key it is the same request.</summary>
internal sealed class Till
{
    public const string Handler = "/orders";
    public const string Delegate = "/plain/orders";
    public const string Group = "/group/orders";
    public const string Optional = "/optional/orders";

    public const string WishHeader = "X-Wish";
    public const string LongBody = "long";
    public const string Stream = "stream";

    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

    /// <summary>What happens while an order is worked on.</summary>
    public Func<HttpContext, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public ShopPlan Plan => new() { Map = Map };

    public static HttpRequestMessage Order(string path, string? key, string body = "two seats", string wish = "201", string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) }.With(WishHeader, wish);
        if (key is not null)
            request.With("Idempotency-Key", key);
        return user is null ? request : request.With(Shop.UserHeader, user);
    }

    public void Map(WebApplication app)
    {
        app.MapPost(Handler, (Delegate)ResultAsync).RequireIdempotencyKey(Ours);
        app.MapPost(Delegate, (RequestDelegate)(async context =>
        {
            var text = await WorkAsync(context);
            context.Response.ContentType = "text/tickets";
            await context.Response.WriteAsync(text);
        })).RequireIdempotencyKey(Ours);
        var group = app.MapGroup("/group").RequireIdempotencyKey(Ours);
        group.MapPost("/orders", (Delegate)ResultAsync).RequireIdempotencyKey(Ours);
        group.MapGet("/orders", () => "no order yet");
        group.MapPost("/orders/{id}/confirm", (string id) => $"confirmed {id}");
        app.MapPost(Optional, (Delegate)WorkAsync).AcceptIdempotencyKey(Ours);
    }

    private static void Ours(IdempotencyKeyOptions options)
    {
        options.MaximumBodySize = 100;
        options.Headers.Add("X-Order");
    }

    private async Task<IResult> ResultAsync(HttpContext context)
    {
        var text = await WorkAsync(context);
        return Results.Text(text, "text/tickets", statusCode: context.Response.StatusCode);
    }

    private async Task<string> WorkAsync(HttpContext context)
    {
        var run = Interlocked.Increment(ref _runs);
        using var reader = new StreamReader(context.Request.Body);
        var ordered = await reader.ReadToEndAsync();
        await Meanwhile(context);
        string wish = context.Request.Headers[WishHeader]!;
        context.Response.Headers.Location = $"/orders/{run}";
        context.Response.Headers["X-Order"] = run.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.SetCookie = "session=secret";
        if (wish == LongBody)
            return new string('x', 1000);
        if (wish == Stream)
            context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        else
            context.Response.StatusCode = int.TryParse(wish, CultureInfo.InvariantCulture, out var status) ? status : throw new InvalidOperationException("as the client wished");
        return $"order {run}: {ordered.Length} {ordered[..Math.Min(ordered.Length, 20)]}";
    }
}
