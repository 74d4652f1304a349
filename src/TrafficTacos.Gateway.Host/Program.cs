using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Documentation;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.Payments;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Gateway.Host.Storage;
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

if (args.Contains("--health"))
    return await HealthCommand.AskAsync(settings.ListenPort);

var samples = SampleBackends.Start(settings, builder.Environment);
settings = samples.Settings;
samples.Register(builder.Services);
builder.Logging.AddGatewayLog(builder.Environment);
builder.WebHost.ConfigureServer(settings);
builder.Services.AddDrain(settings.Drain);
builder.Services.AddTrustedProxies(settings);
builder.Services.AddGatewayCors(settings, builder.Environment);
builder.Services.AddGatewayRedis(settings.Redis);
builder.Services.AddGatewayAuthentication(settings.Authentication);
builder.Services.AddAccounts(settings.Accounts);
var waitingRoom = builder.Services.AddWaitingRoom(builder.Configuration.GetSection(HostSettings.WaitingRoomSection));
if (settings.Redis is { } redis)
    waitingRoom.UseRedis(redis);
builder.Services.AddBackends(settings.Reservation, settings.Payment, settings.ProbeTimeout);
builder.Services.AddReservations(settings.Reservations);
builder.Services.AddPayments();
builder.Services.AddGatewayRateLimit(settings.RateLimit);
builder.Services.AddGatewayDocumentation(settings.Documentation);
builder.Services.AddGatewayObservability(settings.Observability);

var app = builder.Build();
app.UseRequestObserver();
app.UseDrain();
app.UseApiErrors();
app.UseTrustedProxies(settings);
app.UseCors();
app.UseGatewayAuthentication();
app.UseGatewayRateLimit(settings.RateLimit);
app.UseGatewayAuthorization();
app.MapWaitingRoom("/api/v1/queue", options => options.RequireUserToEnter = true);
app.MapReservations("/api/v1");
app.MapPayments("/api/v1");
app.MapAccounts(settings.Accounts).RequireRateLimiting(RateLimitPolicies.Accounts);
app.MapKeySet(settings.Accounts);
app.MapSystem(settings);
app.MapMetrics(settings.Observability);
app.MapGatewayDocumentation(settings.Documentation);
await app.RunAsync();
return 0;
