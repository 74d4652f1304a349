using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>Most who wait have no login, and poll.</summary>
public sealed class AnonymousRequestTests
{
    [Fact]
    public async Task Nobody_is_looked_for_where_a_request_names_nobody()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddGatewayAuthentication(TestSettings.Authentication, TestSettings.Identity(TestSettings.Authentication));
        await using var app = builder.Build();
        app.UseGatewayAuthentication();
        app.MapGet("/looked", (HttpContext context) => context.Features.Get<IAuthenticationFeature>() is not null);
        await app.StartAsync();
        using var http = HttpVisitor.Client(new Uri(app.Urls.Single()));

        Assert.Equal("false", (await http.AskAsync(HttpMethod.Get, "/looked")).Text);
        Assert.Equal("true", (await http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/looked").With("Authorization", "Bearer rubbish"))).Text);
    }
}
