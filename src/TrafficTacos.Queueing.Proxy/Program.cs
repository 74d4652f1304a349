using Microsoft.AspNetCore.HttpOverrides;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Proxy;
using TrafficTacos.Queueing.Proxy.Paths;
using Yarp.ReverseProxy.Transforms;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.Out.Write(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "help.txt")));
    return 0;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = new ProxySettings(builder.Configuration);
if (settings.Errors.Count > 0)
{
    settings.Errors.ForEach(Console.Error.WriteLine);
    return 1;
}

builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null; // the shop decides how large its uploads may be
    kestrel.ListenAnyIP(settings.Port!.Value);
    kestrel.ListenAnyIP(settings.HealthPort!.Value);
});
builder.Services.Configure<ForwardedHeadersOptions>(options =>
{
    options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
    options.ForwardLimit = null;
    options.KnownProxies.Clear();
    options.KnownIPNetworks.Clear();
    foreach (var network in settings.Trusted)
        options.KnownIPNetworks.Add(network!.Value);
});

var policies = builder.Configuration.GetSection("WaitingRoomPolicies").GetChildren().ToList();
var room = builder.Services.AddWaitingRoom(builder.Configuration.GetSection("WaitingRoom")).AddHttp(http => http.DefaultPolicyName = ProxySettings.Policy);
policies.ForEach(policy => room.AddPolicy(policy.Key, policy));
builder.Services.Configure<WaitingRoomOptions>(options => options.KnownEventsOnly = true); // nobody opens an event by asking for it
if (settings.Redis is { } redis)
    room.UseRedis(redis);
builder.Services.AddHealthChecks().AddWaitingRoom();

// With these a client would tell the shop another address than the one that was matched, or another client.
string[] removed =
[
    "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "Forwarded", "X-Real-IP", "X-Original-For", "X-Original-Proto", "X-Original-Host",
];
builder.Services.AddSingleton<MatcherPolicy>(new RouteSelection(settings.Rules));
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .AddTransforms(transforms =>
    {
        Array.ForEach(removed, header => transforms.AddRequestHeaderRemove(header));
        transforms.RequestTransforms.Add(new EncodedSlashes());
    });

var app = builder.Build();
// On a port of its own, so that no path of the shop is taken.
app.MapWhen(context => context.Connection.LocalPort == settings.HealthPort, health => health.UseHealthChecks("/readyz").Run(context =>
{
    context.Response.StatusCode = context.Request.Path == "/healthz" ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
    return Task.CompletedTask;
}));
if (settings.Trusted.Count > 0)
    app.UseForwardedHeaders();
app.UseRouting();
app.UseWaitingRoom();
app.MapReverseProxy().UseRouteWaitingRooms();
await app.RunAsync();
return 0;
