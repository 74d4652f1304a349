using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Documentation;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Gateway.Host.RateLimiting;
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
builder.Services.AddTrustedProxies(settings);
builder.Services.AddGatewayCors(settings, builder.Environment);
var waitingRoom = builder.Services.AddWaitingRoom(builder.Configuration.GetSection(HostSettings.WaitingRoomSection));
if (settings.Redis is { } redis)
    waitingRoom.UseRedis(redis);
builder.Services.AddGatewayRateLimit(settings.RateLimit, settings.Redis);
builder.Services.AddGatewayDocumentation(settings.Documentation);

var app = builder.Build();
app.UseApiErrors();
app.UseTrustedProxies(settings);
app.UseCors();
app.UseGatewayRateLimit(settings.RateLimit);
app.MapWaitingRoom("/api/v1/queue");
app.MapSystem(settings);
app.MapGatewayDocumentation(settings.Documentation);
app.Run();
return 0;
