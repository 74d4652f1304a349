var builder = WebApplication.CreateBuilder(args);
var waitingRoom = builder.Services.AddWaitingRoom().AddPolicy("concert", "concert");
if ((builder.Configuration.GetConnectionString("Redis") ?? builder.Configuration["REDIS_ADDRESS"]) is { Length: > 0 } redis)
    waitingRoom.UseRedis(redis);

var app = builder.Build();
app.UseAdmission();
app.MapWaitingRoom("/queue");
app.MapPost("/buy", () => "One ticket for the concert: enjoy it.").RequireAdmission("concert");
app.Run();
