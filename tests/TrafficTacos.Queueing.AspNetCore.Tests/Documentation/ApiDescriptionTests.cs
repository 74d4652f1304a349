using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Documentation;

/// <summary>What any OpenAPI generator learns about the queue and about gated endpoints from the framework's API explorer.</summary>
public sealed class ApiDescriptionTests : IAsyncDisposable
{
    private WebApplication? _app;

    [Fact]
    public async Task Parameters_have_model_metadata_without_which_the_frameworks_generator_fails()
    {
        var parameters = (await DescribeAsync()).SelectMany(description => description.ParameterDescriptions).Where(parameter => parameter.Type == typeof(string)).ToList();
        Assert.NotEmpty(parameters);
        Assert.All(parameters, parameter => Assert.NotNull(parameter.ModelMetadata));
    }

    [Fact]
    public async Task Tokens_are_described_under_the_names_that_the_embedder_chose()
    {
        var descriptions = await DescribeAsync(http =>
        {
            http.WaitingTokenHeader = "X-Place";
            http.WaitingTokenQuery = "place";
            http.ReservationTokenHeader = "X-Ticket";
        });
        Assert.Equal(["X-Place", "hidden", "place"], Of(descriptions, "queue/status").ParameterDescriptions.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["Idempotency-Key", "X-Ticket"], Of(descriptions, "orders").ParameterDescriptions.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("orders", 403, "ADMISSION_REQUIRED, ADMISSION_IN_USE, ADMISSION_SPENT, ADMISSION_EXPIRED")]
    [InlineData("orders", 400, "INVALID_IDEMPOTENCY_KEY")]
    [InlineData("orders", 409, "IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_PROGRESS")]
    [InlineData("orders", 503, "QUEUE_UNAVAILABLE")]
    [InlineData("queue/join", 409, "IDEMPOTENCY_CONFLICT")]
    [InlineData("queue/status", 404, "TOKEN_NOT_FOUND")]
    [InlineData("queue/enter", 403, "ACCESS_DENIED, NOT_READY")]
    public async Task A_response_names_its_errors(string path, int status, string codes) =>
        Assert.Contains(codes, Of(await DescribeAsync(), path).SupportedResponseTypes.Single(response => response.StatusCode == status).Description, StringComparison.Ordinal);

    [Fact]
    public async Task What_the_gate_and_the_key_both_answer_has_both_content_types() =>
        Assert.Equal(
            ["application/json", "application/problem+json"],
            Of(await DescribeAsync(), "orders").SupportedResponseTypes.Single(response => response.StatusCode == 503).ApiResponseFormats.Select(format => format.MediaType));

    [Fact]
    public async Task Every_operation_has_a_name_under_every_prefix()
    {
        var names = (await DescribeAsync(map: app => app.MapWaitingRoom("/vip"))).Where(description => description.RelativePath != "orders")
            .Select(description => description.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().Last().EndpointName);
        Assert.Equal(
            ["QueueBoard", "QueueBoard2", "QueueDraw", "QueueDraw2", "QueueDrawLeaves", "QueueDrawLeaves2", "QueueDrawPapers", "QueueDrawPapers2", "QueueEnter", "QueueEnter2", "QueueJoin", "QueueJoin2", "QueueLeave", "QueueLeave2", "QueueLeaveSoftly", "QueueLeaveSoftly2", "QueueStatus", "QueueStatus2",
             "SessionExtend", "SessionExtend2", "SessionOpen", "SessionOpen2", "SessionRelease", "SessionRelease2", "SessionStatus", "SessionStatus2"],
            names.Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ApiDescription Of(IEnumerable<ApiDescription> descriptions, string path) =>
        descriptions.First(description => description.RelativePath == path);

    private async Task<List<ApiDescription>> DescribeAsync(Action<WaitingRoomHttpOptions>? configure = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWaitingRoom().AddPolicy("sale", "concert").AddHttp(configure);
        builder.Services.AddEndpointsApiExplorer();
        _app = builder.Build();
        _app.UseAdmission();
        _app.MapWaitingRoom("/queue");
        _app.MapPost("/orders", () => "order").RequireAdmission("sale").RequireIdempotencyKey();
        map?.Invoke(_app);
        await _app.StartAsync();
        return [.. _app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(group => group.Items)];
    }
}
