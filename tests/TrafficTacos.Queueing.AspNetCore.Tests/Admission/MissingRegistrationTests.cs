using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>What an embedder forgot is named at the start, not at the first visitor.</summary>
public sealed class MissingRegistrationTests
{
    [Fact]
    public async Task MapWaitingRoom_without_AddWaitingRoom_names_the_call()
    {
        await using var app = Build(_ => { });
        var exception = Assert.Throws<InvalidOperationException>(() => app.MapWaitingRoom());
        Assert.Contains("AddWaitingRoom()", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MapWaitingRoom", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireAdmission_without_AddWaitingRoom_names_the_call()
    {
        await using var app = Build(_ => { });
        app.MapGet("/orders", () => "order").RequireAdmission("sale");
        // Conventions run when the endpoints are built, which is at the first request.
        var exception = Assert.Throws<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources.Single().Endpoints);
        Assert.Contains("AddWaitingRoom()", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RequireAdmission", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_idempotency_key_without_AddWaitingRoom_names_the_call(bool required)
    {
        await using var app = Build(_ => { });
        var endpoint = app.MapPost("/orders", () => "order");
        _ = required ? endpoint.RequireIdempotencyKey() : endpoint.AcceptIdempotencyKey();
        var exception = Assert.Throws<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources.Single().Endpoints);
        Assert.Contains("AddWaitingRoom()", exception.Message, StringComparison.Ordinal);
        Assert.Contains(required ? "RequireIdempotencyKey" : "AcceptIdempotencyKey", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_of_an_idempotency_key_that_cannot_be_says_so()
    {
        await using var app = Build(services => services.AddWaitingRoom());
        var endpoint = app.MapPost("/orders", () => "order");
        Assert.Contains("MaximumBodySize is 0", Assert.Throws<ArgumentException>(() => endpoint.RequireIdempotencyKey(o => o.MaximumBodySize = 0)).Message, StringComparison.Ordinal);
        Assert.Contains("Lease is 00:00:00", Assert.Throws<ArgumentException>(() => endpoint.RequireIdempotencyKey(o => o.Lease = TimeSpan.Zero)).Message, StringComparison.Ordinal);
        endpoint.RequireIdempotencyKey(o => o.Lease = TimeSpan.FromMinutes(6));
        var exception = Assert.Throws<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources.Single().Endpoints);
        Assert.Contains("IdempotencyRetention (00:05:00)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireAdmission_without_an_event_says_so()
    {
        await using var app = Build(services => services.AddWaitingRoom());
        var endpoint = app.MapGet("/orders", () => "order");
        Assert.Contains("EventId", Assert.Throws<ArgumentException>(() => endpoint.RequireAdmission(_ => { })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => endpoint.RequireAdmission("no event"));
    }

    private static WebApplication Build(Action<IServiceCollection> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services(builder.Services);
        return builder.Build();
    }
}
