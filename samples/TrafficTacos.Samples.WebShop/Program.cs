using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

var builder = WebApplication.CreateBuilder(args);
var services = builder.Services;
services.AddRazorPages(options => options.Conventions.AuthorizePage("/Account"));
services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => cookie.LoginPath = "/Login");

// The waiting room. The numbers of the event "shop" are in appsettings.json.
var waitingRoom = services.AddWaitingRoom(builder.Configuration.GetSection("WaitingRoom")).AddPolicy("shop", "shop");
if ((builder.Configuration.GetConnectionString("Redis") ?? builder.Configuration["REDIS_ADDRESS"]) is { Length: > 0 } redis)
    waitingRoom.UseRedis(redis);
services.AddHealthChecks().AddWaitingRoom();

// Several processes read each other's log-in and form cookies only if they share these keys.
if (builder.Configuration["DATA_PROTECTION_KEYS"] is { Length: > 0 } folder)
    services.AddDataProtection().SetApplicationName("webshop").PersistKeysToFileSystem(new DirectoryInfo(folder));

var app = builder.Build();
app.UseStaticFiles();
app.UseRouting();
app.UseAuthentication();
app.UseWaitingRoom();   // before authorization, or the crowd meets the log-in page
app.UseAuthorization();
app.MapHealthChecks("/readyz");
app.MapRazorPages().RequireWaitingRoom("shop");
app.Run();
