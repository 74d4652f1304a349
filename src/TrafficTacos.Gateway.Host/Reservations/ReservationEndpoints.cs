using Microsoft.AspNetCore.Http.Metadata;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Errors;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>The endpoints of reservations. They require a user.</summary>
internal static class ReservationEndpoints
{
    private const string Json = "application/json";

    /// <summary>Enough for a hundred seats with long names in any script, each twice and escaped, and what the service adds. A longer response
    /// would not be stored, and a client that did not receive it would have lost the seats and the pass.</summary>
    private const int MaxStoredBodySize = 1024 * 1024;

    public static void AddReservations(this IServiceCollection services, ReservationSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ReservationHandlers>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(ReservationJson.Default));
    }

    public static void MapReservations(this IEndpointRouteBuilder app, string prefix)
    {
        var handlers = app.ServiceProvider.GetRequiredService<ReservationHandlers>();
        var settings = app.ServiceProvider.GetRequiredService<ReservationSettings>();
        var leases = app.ServiceProvider.GetRequiredService<LeaseDurations>();
        var group = app.MapGroup(prefix + "/reservations").WithTags("Reservations").RequireAuthorization();
        group.MapPost("", (Delegate)handlers.CreateAsync)
            .RequireIdempotencyKey(key =>
            {
                key.Lease = settings.RequireAdmission ? leases.KeyWithPass : leases.Key;
                key.MaximumBodySize = MaxStoredBodySize;
            })
            .WithName("ReservationCreate").WithSummary("Hold seats for a minute, with the pass of the waiting room.")
            .Accepts<CreateReservationBody>(Json)
            .Produces<ReservationCreated>(StatusCodes.Status202Accepted, Json)
            .DescribeCreate();
        // An endpoint of its own, because its template is a label of metrics and spans, which an optional segment would change.
        group.MapGet("", () => GatewayErrors.MissingId).ExcludeFromDescription();
        group.MapGet("/{id}", (Delegate)handlers.GetAsync)
            .WithName("ReservationGet").WithSummary("A reservation as it is now.")
            .Produces<ReservationView>(StatusCodes.Status200OK, Json)
            .DescribeGet();
        group.MapPost("/{id}/confirm", (Delegate)handlers.ConfirmAsync)
            .AcceptIdempotencyKey(key => key.Lease = leases.Key)
            .WithName("ReservationConfirm").WithSummary("Buy the seats that are held and paid.")
            // The metadata names no content type. If it did, routing would refuse an empty body by its type. The documentation says JSON.
            .WithMetadata(new AcceptsMetadata([], typeof(ConfirmReservationBody), isOptional: true))
            .Produces<ReservationConfirmed>(StatusCodes.Status200OK, Json)
            .DescribeConfirm();
        group.MapPost("/{id}/cancel", (Delegate)handlers.CancelAsync)
            .AcceptIdempotencyKey(key => key.Lease = leases.Key)
            .WithName("ReservationCancel").WithSummary("Give the seats back.")
            .Produces<ReservationCancelled>(StatusCodes.Status200OK, Json)
            .DescribeCancel();
    }
}
