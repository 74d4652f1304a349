using System.Text.Json;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>The documents that an embedder's application serves, by the framework's generator and by Swashbuckle, and the clients that
/// are generated from them.</summary>
[Collection(PackagingCollection.Name)]
public sealed class OpenApiTests(PackedPackages packages, EverythingApplication application, VariationsApplication variations, GeneratedClients clients)
    : EverythingTests(packages, application)
{
    private const string Queue = "/api/v1/queue";
    private const string Framework = "framework";
    private const string Swashbuckle = "Swashbuckle";

    private readonly PackedPackages _packages = packages;
    private Variation? _variation;

    public static TheoryData<string> Generators { get; } = [Framework, Swashbuckle];

    public override async Task DisposeAsync()
    {
        if (_variation is not null)
            await _variation.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public async Task Every_parameter_that_is_read_by_hand_is_shown(string generator)
    {
        var document = await DocumentAsync(generator);
        Assert.Equal(["Idempotency-Key in header", "X-Waiting-Token in header"], Parameters(document, Queue + "/join", "post"));
        foreach (var (path, method) in ((string, string)[])[("status", "get"), ("enter", "post"), ("leave", "delete"), ("leave", "post")])
        {
            string[] hidden = path == "status" ? ["hidden in query"] : [];
            Assert.Equal(["X-Waiting-Token in header", .. hidden, "token in query"], Parameters(document, $"{Queue}/{path}", method));
        }

        Assert.Equal(["Idempotency-Key in header, required", "X-Reservation-Token in header, required"], Parameters(document, "/orders", "post"));
        var controller = generator == Framework ? "/class/overrides" : "/controller/orders";
        Assert.Equal(["X-Reservation-Token in header, required"], Parameters(document, controller, "post"));
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public async Task Every_status_and_every_error_is_shown(string generator)
    {
        var document = await DocumentAsync(generator);
        AssertResponses(document, Queue + "/join", "post", ("202", ""), ("400", "MISSING_EVENT_ID"), ("403", "EVENT_NOT_OPEN"), ("404", "EVENT_NOT_FOUND"), ("409", "IDEMPOTENCY_CONFLICT"), ("410", "EVENT_CLOSED"), ("413", "BODY_TOO_LARGE"), ("415", "UNSUPPORTED_MEDIA_TYPE"), ("500", "INTERNAL_ERROR"), ("503", "QUEUE_UNAVAILABLE"));
        AssertResponses(document, Queue + "/status", "get", ("200", ""), ("400", "MISSING_TOKEN"), ("404", "TOKEN_NOT_FOUND"), ("500", "INTERNAL_ERROR"), ("503", "QUEUE_UNAVAILABLE"));
        AssertResponses(document, Queue + "/enter", "post", ("200", ""), ("400", "MISSING_TOKEN"), ("403", "NOT_READY"), ("404", "TOKEN_NOT_FOUND"), ("409", "ALREADY_ADMITTED"), ("413", "BODY_TOO_LARGE"), ("415", "UNSUPPORTED_MEDIA_TYPE"), ("500", "INTERNAL_ERROR"), ("503", "QUEUE_UNAVAILABLE"));
        AssertResponses(document, "/orders", "post", ("200", ""), ("400", "IDEMPOTENCY_REQUIRED"), ("403", "ADMISSION_SPENT"), ("409", "IDEMPOTENCY_CONFLICT"), ("413", "BODY_TOO_LARGE"), ("503", "QUEUE_UNAVAILABLE"));
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public async Task A_client_generated_from_it_goes_through_the_queue_and_orders(string generator)
    {
        await clients.BuildAsync(() => TextAsync(Framework), () => TextAsync(Swashbuckle));
        var address = generator == Framework ? Shop.Address : (await VariationAsync()).Address;

        var lines = await clients.RunAsync(generator, address);

        Assert.Equal(
            [
                "ready at 1", "granted for 30 s", $"403 ADMISSION_REQUIRED {Queue}/join", "A1 confirmed", "A1 confirmed", $"403 ADMISSION_SPENT {Queue}/join",
            ],
            lines);
    }

    private static string[] Parameters(JsonElement document, string path, string method) =>
    [
        .. Operation(document, path, method).GetProperty("parameters").EnumerateArray()
            .Select(parameter => $"{parameter.GetProperty("name")} in {parameter.GetProperty("in")}" + (parameter.TryGetProperty("required", out var required) && required.GetBoolean() ? ", required" : ""))
            .Order(StringComparer.Ordinal),
    ];

    private static void AssertResponses(JsonElement document, string path, string method, params (string Status, string Error)[] expected)
    {
        var responses = Operation(document, path, method).GetProperty("responses");
        Assert.Equal(expected.Select(response => response.Status), responses.EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));
        Assert.All(expected, response =>
        {
            Assert.Contains(response.Error, responses.GetProperty(response.Status).GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.True(responses.GetProperty(response.Status).TryGetProperty("content", out _), $"{path} {response.Status} has no schema.");
        });
    }

    private static JsonElement Operation(JsonElement document, string path, string method) => document.GetProperty("paths").GetProperty(path).GetProperty(method);

    private async Task<JsonElement> DocumentAsync(string generator) => JsonDocument.Parse(await TextAsync(generator)).RootElement;

    private async Task<string> TextAsync(string generator) => generator == Framework
        ? await Shop.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))
        : await (await VariationAsync()).Http.GetStringAsync(new Uri(VariationsApplication.DocumentPath, UriKind.Relative));

    private async Task<Variation> VariationAsync() => _variation ??= await variations.StartAsync(_packages, "plain");
}
