namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>A page with a waiting room in front, and the same page without.</summary>
internal static class GatedPage
{
    public const string Gated = "/shop";
    public const string Open = "/open";

    private const string Event = "concert";

    public static async Task RunAsync(int port, string redis)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddWaitingRoom(options => options.Events[Event] = new EventOptions { AdmissionsPerSecond = 100_000, Burst = 1_000_000 })
            .UseRedis(redis).AddPolicy("checkout", Event);
        var app = builder.Build();
        app.UseRouting();
        app.UseWaitingRoom();
        app.MapGet(Gated, Page).RequireWaitingRoom("checkout");
        app.MapGet(Open, Page);
        await app.RunAsync();
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Page() => TypedResults.Text("<!doctype html><title>Shop</title><p>Two tickets left.", "text/html; charset=utf-8");
}
