// The same endpoints under several pipelines. The first argument says which.
using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrafficTacos.Queueing.AspNetCore;
using Variations;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(IPAddress.Loopback, 0);
    // gRPC without TLS needs a port that speaks HTTP/2 alone.
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
});
builder.Services.AddWaitingRoom(options => (options.AdmissionsPerSecond, options.Burst) = (100, 100)).AddPolicy("concert", "concert");
builder.Services.AddControllers();
builder.Services.AddGrpc();
builder.Services.AddEndpointsApiExplorer().AddSwaggerGen();
builder.Services.AddResponseCaching();
builder.Services.AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Cache()));
builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedPrefix);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
if (args[0] == "log-in")
    builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
else
    builder.Services.AddAuthorization();

var app = builder.Build();
app.UseForwardedHeaders();
app.UsePathBase("/shop");
if (args[0] == "output-cache-in-front")
    app.UseOutputCache();
if (args[0] == "response-cache-in-front")
    app.UseResponseCaching();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseAdmission();
if (args[0] == "output-cache-behind")
    app.UseOutputCache();
if (args[0] == "response-cache-behind")
    app.UseResponseCaching();

if (args[0] == "log-in")
{
    app.MapWaitingRoom("/closed");
    app.MapWaitingRoom("/api/v1/queue").AllowAnonymous();
}
else
{
    app.MapWaitingRoom("/api/v1/queue");
    app.MapGroup("/v1").MapWaitingRoom("/queue");
    app.MapGroup("/v{version}").MapWaitingRoom("/waiting");
}

var rendered = 0;
app.MapGet("/page", (HttpContext context) =>
{
    context.Response.Headers.CacheControl = "public, max-age=60";
    return $"page {Interlocked.Increment(ref rendered)}";
}).RequireAdmission("concert").CacheOutput();
app.MapPost("/orders", (OrderRequest order) => new OrderResponse(order.Seat, "confirmed")).RequireAdmission("concert").RequireIdempotencyKey();
app.MapControllers();
app.MapGrpcService<TicketService>().RequireAdmission("concert");
app.MapSwagger();
app.Run();
