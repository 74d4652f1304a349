using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Registration, login, and the public keys of the tokens.</summary>
internal static class AccountEndpoints
{
    private const string KeySetPath = "/.well-known/jwks.json";
    private const string KeySetCacheControl = "public, max-age=300";

    private static readonly KeySetResponse EmptyKeySet = new([]);

    /// <summary>Maps registration and login if there are accounts.</summary>
    /// <returns>The group, for conventions of both.</returns>
    public static RouteGroupBuilder MapAccounts(this IEndpointRouteBuilder app, string prefix)
    {
        var accounts = app.MapGroup(prefix + "/auth").WithTags("Accounts").IgnoreBearerToken();
        if (!app.ServiceProvider.GetRequiredService<AccountSettings>().Enabled)
            return accounts;
        accounts.AddEndpointFilter(HandleUnavailableStoreAsync);
        // The metadata names no content type. If it did, routing would answer other types with an endpoint of its own, without the rate
        // limit. RequestReader refuses them, and the documentation says JSON all the same.
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

    /// <summary>Maps the key set. It is empty if there are no accounts.</summary>
    public static void MapKeySet(this IEndpointRouteBuilder app)
    {
        var get = app.ServiceProvider.GetRequiredService<AccountSettings>().Enabled ? app.MapGet(KeySetPath, GetKeySetAsync) : app.MapGet(KeySetPath, GetEmptyKeySet);
        get.IgnoreBearerToken().WithTags("Accounts").WithName("KeySet").WithSummary("The public keys of the accounts' tokens.")
            .AddEndpointFilter(HandleUnavailableStoreAsync)
            .Produces<KeySetResponse>()
            .DescribeKeySet();
    }

    private static async Task<IResult> RegisterAsync(AccountService accounts, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (request, invalidBody) = await RequestReader.BodyAsync(context, AccountJson.Default.RegisterRequest);
        if (request is null)
            return invalidBody!;
        var (account, error) = await accounts.RegisterAsync(request, context.RequestAborted);
        return error ?? (IResult)TypedResults.Json(account, AccountJson.Default.AccountResponse, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> LogInAsync(AccountService accounts, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (request, invalidBody) = await RequestReader.BodyAsync(context, AccountJson.Default.LoginRequest);
        if (request is null)
            return invalidBody!;
        if (request.Username is { } name && context.RequestServices.GetService<AccountNameLimit>() is { } limit
            && await limit.TryTakeAsync(context, name, context.RequestAborted) is { } retryAfter)
            return GatewayErrors.RateLimitedFor(retryAfter);
        var (account, error) = await accounts.LogInAsync(request, context.RequestAborted);
        return error ?? (IResult)TypedResults.Json(account, AccountJson.Default.AccountResponse);
    }

    private static async Task<IResult> GetKeySetAsync(AccountKeySet keys, HttpContext context)
    {
        var published = await keys.GetPublicKeysAsync();
        context.Response.Headers.CacheControl = KeySetCacheControl;
        return TypedResults.Json(published, AccountJson.Default.KeySetResponse);
    }

    private static JsonHttpResult<KeySetResponse> GetEmptyKeySet() => TypedResults.Json(EmptyKeySet, AccountJson.Default.KeySetResponse);

    private static async ValueTask<object?> HandleUnavailableStoreAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (Exception exception) when (GatewayRedis.IsUnavailable(exception) || DynamoAccountStore.IsUnavailable(exception))
        {
            var logger = invocation.HttpContext.RequestServices.GetRequiredService<ILogger<AccountService>>();
            if (invocation.HttpContext.RequestServices.GetRequiredService<WarningLimiter>().Count(nameof(AccountLog)) is > 0 and var count)
                logger.StoreUnavailable(exception.GetType().Name, count);
            return GatewayErrors.IdentityUnavailable;
        }
    }
}
