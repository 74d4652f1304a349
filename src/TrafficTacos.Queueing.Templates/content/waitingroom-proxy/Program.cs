var builder = WebApplication.CreateBuilder(args);

// Where the shop is, and which of its paths wait, is in appsettings.json: a route with "WaitingRoom": "checkout" in its metadata waits
// for the event "sale".
builder.Services.AddWaitingRoom(builder.Configuration.GetSection("WaitingRoom"))
//#if (redis)
    .UseRedis(builder.Configuration.GetConnectionString("Redis")
        ?? throw new InvalidOperationException("The connection string 'Redis' is missing."))
//#endif
    .AddPolicy("checkout", "sale");
builder.Services.AddHealthChecks().AddWaitingRoom();
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));

var app = builder.Build();
app.UseRouting();
app.UseWaitingRoom();
app.MapHealthChecks("/proxy/readyz");
app.MapReverseProxy().UseRouteWaitingRooms();
app.Run();
