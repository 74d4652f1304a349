using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Requests;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>What everybody may read of a draw, and a visitor of their own part.</summary>
internal static class DrawHandlers
{
    public const string EventParameter = "event_id";

    /// <summary>Which event of this name: an address that has it names the same draw for ever.</summary>
    public const string GenerationParameter = "generation";

    public static async Task<IResult> ReadAsync(HttpContext context)
    {
        var (draw, error) = await FindAsync(context).ConfigureAwait(false);
        if (draw is null)
            return error!;
        DrawnPlace? mine = null;
        var (http, request) = (RequestReader.Http(context), context.Request);
        if (request.Headers.ContainsKey(http.WaitingTokenHeader) || request.Query.ContainsKey(http.WaitingTokenQuery))
        {
            if (!RequestReader.TryWaitingToken(context, http, out var token))
                return ApiErrors.MissingToken;
            mine = await Draws(context).FindPlaceAsync(draw.EventId, token).ConfigureAwait(false);
        }

        var prefix = (request.PathBase + request.Path).ToUriComponent().TrimEnd('/');
        var query = QueryString.Create(EventParameter, draw.EventId).Add(GenerationParameter, draw.Generation).ToUriComponent();
        var announced = draw.Announcement;
        var response = new DrawResponse(
            draw.EventId,
            draw.Generation,
            NameOf(draw.Phase),
            new DrawAnnouncementResponse(
                announced.Algorithm, announced.Hash, announced.GatherAt, announced.DrawAtInForce, draw.OpensAt,
                announced.Source == DrawSource.Beacon ? "beacon" : "secret",
                announced.Identity == DrawIdentity.Browser ? "browser" : "user",
                announced.Amendments,
                announced.Beacon is { } beacon ? new DrawBeaconResponse(beacon, draw.BeaconRound, draw.BeaconRoundAt) : null,
                announced.Commitment))
        {
            Entries = draw.Entries,
            Root = draw.Root,
            BeaconValue = draw.BeaconValue,
            Secret = draw.Secret,
            Seed = draw.Seed,
            Reason = draw.AbandonedFor,
            PapersUrl = $"{prefix}/papers{query}",
            LeavesUrl = draw.Root is null ? null : $"{prefix}/leaves{query}",
            Mine = mine is null ? null : new DrawnPlaceResponse(
                mine.Leaf, mine.Salt, mine.Entry, mine.Ticket.ToString(CultureInfo.InvariantCulture), mine.Index, mine.Path, mine.DrawNumber),
        };
        return new JsonResponse<DrawResponse>(StatusCodes.Status200OK, response, WireJson.Default.DrawResponse);
    }

    public static async Task<IResult> PapersAsync(HttpContext context)
    {
        var (draw, error) = await FindAsync(context).ConfigureAwait(false);
        return draw is null ? error! : new DrawPapersResponse(draw.Papers);
    }

    public static async Task<IResult> LeavesAsync(HttpContext context)
    {
        var (draw, error) = await FindAsync(context).ConfigureAwait(false);
        if (draw is null)
            return error!;
        var list = await Draws(context).ReadListAsync(draw.EventId).ConfigureAwait(false);
        return list is null || !string.Equals(list.Generation, draw.Generation, StringComparison.Ordinal)
            ? ApiErrors.DrawNotFound
            : new DrawLeavesResponse(draw.EventId, list, isForEver: list.IsFinal && context.Request.Query.ContainsKey(GenerationParameter));
    }

    /// <summary>The event that the query names; null with the row of the error table.</summary>
    public static string? EventOf(HttpContext context, out ApiError? error)
    {
        var query = context.Request.Query;
        var isNamed = query[EventParameter] is [{ Length: > 0 } name] && EventIdFormat.IsValid(name);
        error = isNamed ? null : query.ContainsKey(EventParameter) ? ApiErrors.InvalidEventId : ApiErrors.MissingEventId;
        return isNamed ? query[EventParameter][0] : null;
    }

    /// <summary>The draw, or the row of the error table. A token that nobody signed is refused before the store is asked.</summary>
    private static async ValueTask<(EventDraw? Draw, ApiError? Error)> FindAsync(HttpContext context)
    {
        if (EventOf(context, out var error) is not { } eventId)
            return (null, error);
        if (!Draws(context).CanExist(eventId))
            return (null, ApiErrors.EventNotFound);
        if (WaitingTokenMetadata.TryRead(context, out var token)
            && (await context.RequestServices.GetRequiredService<IWaitingRoom>().ReadTokenAsync(token).ConfigureAwait(false))?.EventId is var named
            && !string.Equals(named, eventId, StringComparison.Ordinal))
        {
            return (null, ApiErrors.TokenNotFound);
        }

        var draw = await Draws(context).FindAsync(eventId).ConfigureAwait(false);
        var isThis = draw is not null && (!context.Request.Query.TryGetValue(GenerationParameter, out var generation) || string.Equals(generation, draw.Generation, StringComparison.Ordinal));
        return isThis ? (draw, null) : (null, ApiErrors.DrawNotFound);
    }

    private static string NameOf(DrawPhase phase) => phase switch
    {
        DrawPhase.Announced => "announced",
        DrawPhase.Frozen => "frozen",
        DrawPhase.Rooted => "rooted",
        DrawPhase.Seeded => "seeded",
        DrawPhase.Ranked => "ranked",
        _ => "abandoned",
    };

    private static EventDraws Draws(HttpContext context) => context.RequestServices.GetRequiredService<EventDraws>();
}
