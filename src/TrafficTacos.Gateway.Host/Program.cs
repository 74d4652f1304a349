using TrafficTacos.Gateway.Host;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Cors;
using TrafficTacos.Gateway.Host.Documentation;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Gateway.Host.Logging;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.Operators;
using TrafficTacos.Gateway.Host.Payments;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Gateway.Host.Server;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.WaitingRoom;

const string Api = "/api/v1";

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.Out.WriteLine(HelpText.Create());
    return 0;
}

if (args is [OperatorPasswordCommand.Name, .. var operatorArguments])
    return OperatorPasswordCommand.Run(operatorArguments);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
    EnvironmentName = Environment.GetEnvironmentVariable(HelpText.EnvironmentVariable) is { Length: > 0 } name ? name : null,
});
var reader = SettingsReader.Open(builder.Configuration, builder.Environment);
var settings = new GatewaySettings(reader);
if (reader.Errors.Count > 0)
{
    foreach (var error in reader.Errors)
        Console.Error.WriteLine(error);
    return 1;
}

if (args.Contains("--health"))
    return await HealthCommand.RunAsync(settings.Server.Port);

// First, because the samples start in processes of their own while this one goes on.
var backends = builder.Services.AddSampleBackends(settings.Backends);
builder.Logging.AddGatewayLog(builder.Configuration, settings.Log);
builder.WebHost.ConfigureServer(settings.Server);
builder.Services.AddTrustedProxies(settings.Server);
builder.Services.AddDrain(settings.Drain);
builder.Services.AddGatewayCors(settings.Cors);
builder.Services.AddGatewayRedis(settings.Redis);
builder.Services.AddGatewayAuthentication(settings.Authentication, settings.Identity);
builder.Services.AddAccounts(settings.Accounts);
builder.Services.AddOperators(settings.Operators);
builder.Services.AddGatewayWaitingRoom(settings.WaitingRoom, settings.Redis);
builder.Services.AddBackends(backends);
builder.Services.AddReservations(settings.Reservations);
builder.Services.AddPayments();
builder.Services.AddGatewayRateLimit(settings.RateLimit);
builder.Services.AddGatewayObservability(settings.Observability);
builder.Services.AddSystemEndpoints();
builder.Services.AddGatewayDocumentation(settings.Documentation);

var app = builder.Build();
foreach (var warning in reader.Warnings)
    app.Logger.SettingWarning(warning);
app.UseRequestId();
app.UseRequestTelemetry();
app.UseDrain();
app.UseApiErrors();
app.UseManagementPort(OperatorPaths.Console, settings.Operators.IsPublic);
app.UseTrustedProxies();
app.UseOperators();
app.UseCors();
app.UseGatewayAuthentication();
app.UseGatewayRateLimit();
app.UseGatewayWaitingRoom(settings.WaitingRoom);
app.UseGatewayAuthorization();
app.UseLoadTestIdentities(settings.Authentication, Api);
app.UseAdmission();
app.MapGatewayWaitingRoom(settings.WaitingRoom, Api);
app.MapReservations(Api);
app.MapPayments(Api);
app.MapAccounts(Api).RequireRateLimiting(RateLimitPolicies.Accounts);
app.MapKeySet();
app.MapQueuePage(settings.WaitingRoom.PageReturnUrl);
app.MapOperators();
app.MapSystemEndpoints();
app.MapMetrics();
app.MapGatewayDocumentation(settings.Operators.HasConsole);
await app.RunAsync();
return 0;
