using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.Out.WriteLine(Usage.Text);
    return 0;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
    EnvironmentName = EnvironmentAliases.EnvironmentName,
});
if (!HostSettings.TryRead(builder.Configuration, builder.Environment, out var settings, out var mistakes))
{
    foreach (var mistake in mistakes)
        Console.Error.WriteLine(mistake);
    return 1;
}

builder.WebHost.ConfigureServer(settings);
builder.Services.AddGatewayCors(settings, builder.Environment);
builder.Services.AddGatewayAuthentication(settings.Authentication, settings.Redis);
builder.Services.AddAccounts(settings.Accounts, settings.Redis);
var waitingRoom = builder.Services.AddWaitingRoom(builder.Configuration.GetSection(HostSettings.WaitingRoomSection));
if (settings.Redis is { } redis)
    waitingRoom.UseRedis(redis);

var app = builder.Build();
app.UseApiErrors();
app.UseCors();
app.UseGatewayAuthentication();
app.MapWaitingRoom("/api/v1/queue", options => options.RequireUserToEnter = true);
app.MapAccounts(settings.Accounts);
app.MapKeySet(settings.Accounts);
app.MapSystem(settings);
app.Run();
return 0;
