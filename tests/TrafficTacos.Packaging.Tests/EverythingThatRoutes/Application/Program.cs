// One application with an endpoint of every kind that routes, gated where a test wants it.
using System.Net;
using Everything;
using Everything.Components;
using Everything.Endpoints;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrafficTacos.Queueing.AspNetCore;

await using var backend = await ProxyBackend.StartAsync();
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(IPAddress.Loopback, 0);
    // gRPC without TLS needs a port that speaks HTTP/2 alone.
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
});

builder.Services.AddWaitingRoom(options => (options.AdmissionsPerSecond, options.Burst) = (100, 100))
    .AddPolicy("concert", "concert")
    .AddPolicy("opera", "opera");
builder.Services.AddControllers();
builder.Services.AddRazorPages(pages => pages.Conventions.AddFolderApplicationModelConvention(
    "/Gated", page => page.EndpointMetadata.Add(new RequireAdmissionAttribute("concert"))));
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddSignalR();
builder.Services.AddGrpc();
builder.Services.AddReverseProxy().LoadFromMemory(ProxyBackend.Routes, ProxyBackend.Clusters(backend));
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseWebSockets();
app.UseRouting();
app.UseAuthorization();
app.UseAntiforgery();
app.UseAdmission();

app.MapWaitingRoom("/api/v1/queue");
app.MapMinimal();
app.MapDownloads();
app.MapSockets();
app.MapControllers().RequireAdmission("concert");
app.MapRazorPages();
app.MapStaticAssets();
app.MapGroup("/paid").MapStaticAssets().RequireAdmission("concert");
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.MapHub<SaleHub>("/hub").RequireAdmission("concert");
app.MapGrpcService<TicketService>().RequireAdmission("concert");
app.MapReverseProxy().RequireAdmission("concert").ConfigureEndpoints((endpoint, route) =>
{
    if (route.Metadata?.ContainsKey("open") is true)
        endpoint.DisableAdmission();
});
app.MapOpenApi();
app.Run();
