using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>A line that an embedder forgot, or put in the wrong place, is named at the start and not at the first visitor.</summary>
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
    public async Task UseAdmission_without_a_policy_or_AddHttp_names_both_calls()
    {
        await using var app = Build(services => services.AddWaitingRoom());
        var exception = Assert.Throws<InvalidOperationException>(() => app.UseAdmission());
        Assert.Contains("AddPolicy(…)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AddHttp()", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admission")]
    [InlineData("admission attribute")]
    [InlineData("key")]
    [InlineData("key attribute")]
    public async Task Without_a_policy_and_AddHttp_no_endpoint_is_open(string what)
    {
        await using var app = Build(services => services.AddWaitingRoom());
        app.MapWaitingRoom();
        MapGated(app, what);
        await app.StartAsync();
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, (await AskAsync(app, "/orders")).Status);
    }

    [Fact]
    public async Task Nor_is_one_whose_builder_knows_no_services()
    {
        await using var app = Build(services => services.AddWaitingRoom());
        ((IEndpointRouteBuilder)app).DataSources.Add(new ServicelessEndpoint("/orders", builder => builder.RequireAdmission("sale")));
        await app.StartAsync();
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, (await AskAsync(app, "/orders")).Status);
    }

    [Theory]
    [InlineData("admission")]
    [InlineData("admission attribute")]
    [InlineData("key")]
    [InlineData("key attribute")]
    public async Task A_missing_UseAdmission_stops_the_start(string what)
    {
        await using var app = Build(AddPolicy);
        MapGated(app, what);
        await AssertStopsAsync(app, "app.UseAdmission() is missing", "after app.UseAuthorization()", "/orders");
    }

    [Fact]
    public async Task UseAdmission_before_UseRouting_stops_the_start()
    {
        await using var app = Build(AddPolicy);
        app.UseAdmission();
        app.UseRouting();
        MapGated(app, "admission");
        await AssertStopsAsync(app, "before app.UseRouting()");
    }

    [Fact]
    public async Task UseAdmission_before_UseAuthorization_stops_the_start()
    {
        await using var app = Build(services => AddPolicy(services).AddAuthorization());
        app.UseRouting();
        app.UseAdmission();
        app.UseAuthorization();
        MapGated(app, "admission attribute");
        await AssertStopsAsync(app, "before app.UseAuthorization()");
    }

    [Fact]
    public async Task UseAdmission_behind_both_starts()
    {
        await using var app = Build(services => AddPolicy(services).AddAuthorization());
        app.UseRouting();
        app.UseAuthorization();
        app.UseAdmission();
        MapGated(app, "admission");
        await app.StartAsync();
        (await AskAsync(app, "/orders")).ShouldFail(System.Net.HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task An_unknown_policy_stops_the_start_and_the_endpoint_is_named()
    {
        await using var app = Build(AddPolicy);
        app.UseAdmission();
        app.MapPost("/orders", () => "order").RequireAdmission("chekout");
        await AssertStopsAsync(app, "'chekout'", "/orders", "AddPolicy(\"chekout\"");
    }

    [Fact]
    public async Task A_policy_without_a_name_needs_a_default()
    {
        await using (var app = Build(AddPolicy))
        {
            app.UseAdmission();
            app.MapPost("/orders", () => "order").RequireAdmission();
            await AssertStopsAsync(app, "DefaultPolicyName");
        }

        await using var mended = Build(services => services.AddWaitingRoom().AddPolicy("sale", "concert").AddHttp(http => http.DefaultPolicyName = "sale"));
        mended.UseAdmission();
        mended.MapPost("/orders", () => "order").RequireAdmission();
        await mended.StartAsync();
        (await AskAsync(mended, "/orders")).ShouldFail(System.Net.HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Theory]
    [InlineData("neither")]
    [InlineData("both")]
    [InlineData("no event id")]
    public async Task A_policy_that_cannot_be_is_named(string what)
    {
        await using var app = Build(services => services.AddWaitingRoom().AddPolicy("sale", policy =>
        {
            policy.EventId = what == "neither" ? null : what == "both" ? "concert" : "a concert";
            policy.EventIdSelector = what == "both" ? _ => ValueTask.FromResult<string?>("concert") : null;
        }));
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains("Policy 'sale'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_of_an_idempotency_key_that_cannot_be_says_so()
    {
        await using var app = Build(AddPolicy);
        app.UseAdmission();
        var endpoint = app.MapPost("/orders", () => "order");
        Assert.Contains("MaximumBodySize is 0", Assert.Throws<ArgumentException>(() => endpoint.RequireIdempotencyKey(o => o.MaximumBodySize = 0)).Message, StringComparison.Ordinal);
        Assert.Contains("Lease is 00:00:00", Assert.Throws<ArgumentException>(() => endpoint.RequireIdempotencyKey(o => o.Lease = TimeSpan.Zero)).Message, StringComparison.Ordinal);
        endpoint.RequireIdempotencyKey(o => o.Lease = TimeSpan.FromMinutes(6));
        await AssertStopsAsync(app, "Lease", "IdempotencyRetention (00:05:00)");
    }

    [Theory]
    [InlineData("admission")]
    [InlineData("admission attribute")]
    [InlineData("key")]
    public async Task A_branch_without_the_middleware_is_refused_and_never_open(string what)
    {
        // Elsewhere in the pipeline it is there, so the start cannot know.
        await using var app = Build(AddPolicy);
        app.Map("/elsewhere", branch => branch.UseAdmission());
        app.UseRouting();
        MapGated(app, what);
        await app.StartAsync();
        (await AskAsync(app, "/orders")).ShouldFail(System.Net.HttpStatusCode.InternalServerError, "INTERNAL_ERROR");
    }

    [Fact]
    public async Task Called_twice_it_claims_once()
    {
        await using var app = Build(AddPolicy);
        app.UseAdmission();
        app.UseAdmission();
        MapGated(app, "admission");
        await app.StartAsync();
        var room = new TestRoom(app.Services);
        var pass = (await room.EnterAsync((await room.JoinAsync("concert")).WaitingToken!)).ReservationToken!;
        (await AskAsync(app, "/orders", pass)).Should(System.Net.HttpStatusCode.OK);
        (await AskAsync(app, "/orders", pass)).ShouldFail(System.Net.HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    private static IServiceCollection AddPolicy(IServiceCollection services) => services.AddWaitingRoom().AddPolicy("sale", "concert").Services;

    private static void MapGated(WebApplication app, string what)
    {
        if (what == "admission")
            app.MapPost("/orders", () => "order").RequireAdmission("sale");
        else if (what == "admission attribute")
            app.MapPost("/orders", [RequireAdmission("sale")] () => "order");
        else if (what == "key")
            app.MapPost("/orders", () => "order").RequireIdempotencyKey();
        else
            app.MapPost("/orders", [RequireIdempotencyKey] () => "order");
    }

    private static async Task AssertStopsAsync(WebApplication app, params string[] parts)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    private static async Task<Answer> AskAsync(WebApplication app, string path, string? pass = null)
    {
        using var http = HttpVisitor.Client(new Uri(app.Urls.Single()));
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (pass is not null)
            request.With("X-Reservation-Token", pass);
        return await http.AskAsync(request);
    }

    [Fact]
    public async Task An_option_that_is_allowed_and_unwise_is_told_at_the_start()
    {
        using var log = new LogCollector();
        await using var app = Build(services => services.AddLogging(logging => logging.AddProvider(log)).AddWaitingRoom(options => options.Burst = 50).AddHttp());
        app.UseAdmission();
        app.MapWaitingRoom();
        await app.StartAsync();
        Assert.Single(log.Lines, line => line.Contains("Burst 200 would do", StringComparison.Ordinal));
    }

    private static WebApplication Build(Action<IServiceCollection> services) => Build(collection =>
    {
        services(collection);
        return collection;
    });

    private static WebApplication Build(Func<IServiceCollection, object> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services(builder.Services);
        return builder.Build();
    }

    /// <summary>What YARP does: an endpoint builder that takes conventions and has no services.</summary>
    private sealed class ServicelessEndpoint : EndpointDataSource, IEndpointConventionBuilder
    {
        private readonly RouteEndpointBuilder _endpoint;

        public ServicelessEndpoint(string path, Action<ServicelessEndpoint> conventions)
        {
            _endpoint = new RouteEndpointBuilder(context => context.Response.WriteAsync("order"), RoutePatternFactory.Parse(path), 0);
            conventions(this);
        }

        public override IReadOnlyList<Endpoint> Endpoints => [_endpoint.Build()];

        public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

        public void Add(Action<EndpointBuilder> convention) => convention(_endpoint);
    }
}
