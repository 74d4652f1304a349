using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Documentation;

/// <summary>The gates say of themselves what a client has to send and may get, to whatever documents the application.</summary>
public sealed class GateDocumentationTests
{
    [Fact]
    public async Task A_gate_names_its_header_and_its_errors_once()
    {
        await using var app = Build();
        var group = app.MapGroup("/shop").RequireIdempotencyKey().RequireAdmission("concert");
        group.MapPost("/orders", () => "taken").RequireAdmission("concert").RequireIdempotencyKey();

        var metadata = Endpoint(app);
        Assert.Equal(
            [("Idempotency-Key", true), ("X-Reservation-Token", true)],
            metadata.OfType<RequestParameterMetadata>().Select(parameter => (parameter.Name, parameter.Required)).Order());
        Assert.Equal(
            ["Idempotency-Replayed", "X-Idempotency-Cached"],
            metadata.OfType<ResponseHeaderMetadata>().Select(header => header.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["ADMISSION_REQUIRED", "BODY_TOO_LARGE", "IDEMPOTENCY_CONFLICT", "IDEMPOTENCY_IN_PROGRESS", "IDEMPOTENCY_REQUIRED", "INVALID_IDEMPOTENCY_KEY", "QUEUE_UNAVAILABLE"],
            Codes(metadata));
        Assert.Superset(
            new HashSet<int> { 400, 403, 409, 413, 503 },
            metadata.OfType<IProducesResponseTypeMetadata>().Select(response => response.StatusCode).ToHashSet());
    }

    [Fact]
    public async Task What_is_not_demanded_is_not_said_to_be()
    {
        await using var app = Build();
        app.MapPost("/orders", () => "taken").AcceptIdempotencyKey().RequireAdmission(options =>
        {
            options.EventId = _ => "concert";
            options.FailOpen = true;
        });

        var metadata = Endpoint(app);
        Assert.False(metadata.OfType<RequestParameterMetadata>().Single(parameter => parameter.Name.Equals("Idempotency-Key", StringComparison.Ordinal)).Required);
        Assert.DoesNotContain("IDEMPOTENCY_REQUIRED", Codes(metadata));
    }

    [Fact]
    public async Task Each_gate_says_for_itself_that_the_store_may_be_away_and_one_that_fails_open_does_not()
    {
        Assert.Contains("QUEUE_UNAVAILABLE", await CodesAsync(endpoint => endpoint.RequireIdempotencyKey()));
        Assert.Contains("QUEUE_UNAVAILABLE", await CodesAsync(endpoint => endpoint.RequireAdmission("concert")));
        Assert.Equal(["ADMISSION_REQUIRED"], await CodesAsync(endpoint => endpoint.RequireAdmission(options =>
        {
            options.EventId = _ => "concert";
            options.FailOpen = true;
        })));
    }

    private static async Task<IReadOnlyList<string>> CodesAsync(Action<RouteHandlerBuilder> gate)
    {
        await using var app = Build();
        gate(app.MapPost("/orders", () => "taken"));
        return [.. Codes(Endpoint(app))];
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWaitingRoom();
        return builder.Build();
    }

    private static EndpointMetadataCollection Endpoint(IEndpointRouteBuilder app) => app.DataSources.SelectMany(source => source.Endpoints).Single().Metadata;

    private static IEnumerable<string> Codes(EndpointMetadataCollection metadata) =>
        metadata.OfType<ApiErrorsMetadata>().SelectMany(rows => rows.Errors).Select(error => error.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
