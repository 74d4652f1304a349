using TrafficTacos.Samples.BlazorShop;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

// The numbers of the event "concert" are in appsettings.json. Pages with [WaitingRoom("tickets")] are for its visitors.
var waitingRoom = builder.Services.AddWaitingRoom(builder.Configuration.GetSection("WaitingRoom")).AddPolicy("tickets", "concert");
if ((builder.Configuration.GetConnectionString("Redis") ?? builder.Configuration["REDIS_ADDRESS"]) is { Length: > 0 } redis)
    waitingRoom.UseRedis(redis);

var app = builder.Build();
app.UseRouting();
app.UseWaitingRoom();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
