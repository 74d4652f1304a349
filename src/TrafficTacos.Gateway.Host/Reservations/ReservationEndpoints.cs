using Microsoft.AspNetCore.Http.Metadata;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>Maps the reservations of the logged-in user.</summary>
internal static class ReservationEndpoints
{
    private const string Json = "application/json";

    /// <summary>A hundred seats whose names are in any script, each twice and escaped, and what the service says of them besides. An
    /// answer beyond the bound is not kept, and whoever lost it would have spent the pass for nothing.</summary>
    private const int MaximumBodySize = 1024 * 1024;

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
                key.Lease = settings.RequireAdmission ? leases.OfKeyWithPass : leases.OfKey;
                key.MaximumBodySize = MaximumBodySize;
            })
            .WithName("ReservationCreate").WithSummary("Hold seats for a minute, with the pass of the waiting room.")
            .Accepts<CreateReservationBody>(Json)
            .Produces<ReservationCreated>(StatusCodes.Status202Accepted, Json)
            .DescribeCreate();
        // An endpoint of its own: its template is a label of metrics and spans, and an optional part would be spelt in it.
        group.MapGet("", () => GatewayErrors.MissingId).ExcludeFromDescription();
        group.MapGet("/{id}", (Delegate)handlers.GetAsync)
            .WithName("ReservationGet").WithSummary("A reservation as it is now.")
            .Produces<ReservationView>(StatusCodes.Status200OK, Json)
            .DescribeGet();
        group.MapPost("/{id}/confirm", (Delegate)handlers.ConfirmAsync)
            .AcceptIdempotencyKey(key => key.Lease = leases.OfKey)
            .WithName("ReservationConfirm").WithSummary("Buy the seats that are held and paid.")
            // No type is named, or routing would refuse an empty body because of its type. Documents say JSON all the same.
            .WithMetadata(new AcceptsMetadata([], typeof(ConfirmReservationBody), isOptional: true))
            .Produces<ReservationConfirmed>(StatusCodes.Status200OK, Json)
            .DescribeConfirm();
        group.MapPost("/{id}/cancel", (Delegate)handlers.CancelAsync)
            .AcceptIdempotencyKey(key => key.Lease = leases.OfKey)
            .WithName("ReservationCancel").WithSummary("Give the seats back.")
            .Produces<ReservationCancelled>(StatusCodes.Status200OK, Json)
            .DescribeCancel();
    }
}
