using TrafficTacos.Gateway.Host.Backends;

namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>The endpoints of payments. They require a user.</summary>
internal static class PaymentEndpoints
{
    private const string Json = "application/json";

    public static void AddPayments(this IServiceCollection services)
    {
        services.AddSingleton<PaymentHandlers>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(PaymentJson.Default));
    }

    /// <summary>Maps the same endpoints under both names, because existing clients use either.</summary>
    public static void MapPayments(this IEndpointRouteBuilder app, string prefix)
    {
        var handlers = app.ServiceProvider.GetRequiredService<PaymentHandlers>();
        var leases = app.ServiceProvider.GetRequiredService<LeaseDurations>();
        Map(app.MapGroup(prefix + "/payment"), handlers, leases, "Payment");
        Map(app.MapGroup(prefix + "/payments"), handlers, leases, "Payments");
    }

    private static void Map(RouteGroupBuilder group, PaymentHandlers handlers, LeaseDurations leases, string name)
    {
        group.WithTags("Payments").RequireAuthorization();
        group.MapPost("/intent", (Delegate)handlers.CreateIntentAsync)
            .RequireIdempotencyKey(key => key.Lease = leases.Key)
            .WithName(name + "Intent").WithSummary("Begin to pay for a reservation.")
            .Accepts<CreateIntentBody>(Json)
            .Produces<IntentCreated>(StatusCodes.Status200OK, Json)
            .DescribeIntent();
        group.MapPost("/process", (Delegate)handlers.ProcessAsync)
            .AcceptIdempotencyKey(key => key.Lease = leases.Key)
            .WithName(name + "Process").WithSummary("Pay.")
            .Accepts<ProcessPaymentBody>(Json)
            .Produces<PaymentProcessed>(StatusCodes.Status200OK, Json)
            .DescribeProcess();
        group.MapGet("/{id}/status", (Delegate)handlers.StatusAsync)
            .WithName(name + "Status").WithSummary("The state of a payment.")
            .Produces<PaymentView>(StatusCodes.Status200OK, Json)
            .DescribeStatus();
    }
}
