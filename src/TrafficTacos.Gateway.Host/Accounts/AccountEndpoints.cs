using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Register, log in, and the key that others check the tokens with.</summary>
internal static class AccountEndpoints
{
    private const string KeySetPath = "/.well-known/jwks.json";
    private const string KeySetCacheControl = "public, max-age=300";

    private static readonly KeySetResponse NoKeys = new([]);

    /// <summary>Maps register and login, where there are accounts.</summary>
    /// <returns>The group, for conventions of both.</returns>
    public static RouteGroupBuilder MapAccounts(this IEndpointRouteBuilder app, string prefix)
    {
        var accounts = IgnoresToken.On(app.MapGroup(prefix + "/auth").WithTags("Accounts"));
        if (!app.ServiceProvider.GetRequiredService<AccountSettings>().Enabled)
            return accounts;
        accounts.AddEndpointFilter(AnswerWhenAwayAsync);
        // No content type is named: routing would put an endpoint of its own, which has no limit, in the place of these. The
        // reader refuses what is no JSON, and documents say JSON all the same.
        accounts.MapPost("/register", RegisterAsync).WithName("AccountRegister").WithSummary("Make an account, and get its first token.")
            .WithMetadata(new AcceptsMetadata([], typeof(RegisterRequest)))
            .Produces<AccountResponse>(StatusCodes.Status201Created)
            .DescribeRegister();
        accounts.MapPost("/login", LogInAsync).WithName("AccountLogin").WithSummary("Get a token for an account.")
            .WithMetadata(new AcceptsMetadata([], typeof(LoginRequest)))
            .Produces<AccountResponse>()
            .DescribeLogin();
        return accounts;
    }

    /// <summary>Maps the key set: empty where there are no accounts.</summary>
    public static void MapKeySet(this IEndpointRouteBuilder app)
    {
        var get = app.ServiceProvider.GetRequiredService<AccountSettings>().Enabled ? app.MapGet(KeySetPath, KeySetAsync) : app.MapGet(KeySetPath, NoKeySet);
        IgnoresToken.On(get).WithTags("Accounts").WithName("KeySet").WithSummary("The public keys of the accounts' tokens.")
            .AddEndpointFilter(AnswerWhenAwayAsync)
            .Produces<KeySetResponse>()
            .DescribeKeySet();
    }

    private static async Task<IResult> RegisterAsync(AccountService desk, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (request, unreadable) = await RequestReader.BodyAsync(context, AccountJson.Default.RegisterRequest);
        if (request is null)
            return unreadable!;
        var (account, error) = await desk.RegisterAsync(request, context.RequestAborted);
        return error ?? (IResult)TypedResults.Json(account, AccountJson.Default.AccountResponse, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> LogInAsync(AccountService desk, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (request, unreadable) = await RequestReader.BodyAsync(context, AccountJson.Default.LoginRequest);
        if (request is null)
            return unreadable!;
        var (account, error) = await desk.LogInAsync(request, context.RequestAborted);
        return error ?? (IResult)TypedResults.Json(account, AccountJson.Default.AccountResponse);
    }

    private static async Task<IResult> KeySetAsync(AccountKeySet keys, HttpContext context)
    {
        var published = await keys.PublishedAsync();
        context.Response.Headers.CacheControl = KeySetCacheControl;
        return TypedResults.Json(published, AccountJson.Default.KeySetResponse);
    }

    private static JsonHttpResult<KeySetResponse> NoKeySet() => TypedResults.Json(NoKeys, AccountJson.Default.KeySetResponse);

    private static async ValueTask<object?> AnswerWhenAwayAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (Exception exception) when (GatewayRedis.IsAway(exception))
        {
            var logger = invocation.HttpContext.RequestServices.GetRequiredService<ILogger<AccountService>>();
            logger.StoreAway(exception.GetType().Name);
            return GatewayErrors.IdentityUnavailable;
        }
    }
}
