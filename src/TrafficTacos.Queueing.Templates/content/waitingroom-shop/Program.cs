var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorPages();

// The numbers of the event "sale" are in appsettings.json. The policy "checkout" lets its visitors to the pages with
// [WaitingRoom("checkout")].
builder.Services.AddWaitingRoom(builder.Configuration.GetSection("WaitingRoom"))
//#if (redis)
    .UseRedis(builder.Configuration.GetConnectionString("Redis")
        ?? throw new InvalidOperationException("The connection string 'Redis' is missing."))
//#endif
    .AddPolicy("checkout", "sale");
builder.Services.AddHealthChecks().AddWaitingRoom();

var app = builder.Build();
if (!app.Environment.IsDevelopment())
{
    app.UseExceptionHandler("/Error");
    app.UseHsts();
}

app.UseRouting();
app.UseWaitingRoom();   // behind authentication, in front of authorization and of every cache
app.UseAuthorization();
app.MapStaticAssets();
app.MapRazorPages().WithStaticAssets();
app.MapHealthChecks("/readyz");
app.Run();
