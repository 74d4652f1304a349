using TrafficTacos.Queueing.AspNetCore;

var builder = WebApplication.CreateBuilder(args);

// The numbers of the event "concert" are in appsettings.json.
var waitingRoom = builder.Services.AddWaitingRoom(builder.Configuration.GetSection("WaitingRoom")).AddPolicy("shop", "concert");
if ((builder.Configuration.GetConnectionString("Redis") ?? builder.Configuration["REDIS_ADDRESS"]) is { Length: > 0 } redis)
    waitingRoom.UseRedis(redis);

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseRouting();
app.UseWaitingRoom();   // serves /_waiting-room/client.js, and the queue to which it talks

// The page is for everybody, what it calls is not.
var shop = app.MapGroup("/api").RequireWaitingRoom("shop");
shop.MapGet("/seats", () => (string[])["A1", "A2", "B1"]);
shop.MapPost("/orders/{seat}", async (string seat, HttpContext context) =>
{
    // The shopper is done, and the next visitor gets the place in the shop.
    if (context.GetShopper() is { } shopper)
        await shopper.ReleaseAsync();
    return $"Seat {seat} is yours.";
});
app.Run();
