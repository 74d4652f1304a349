using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Routing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Documentation;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>Adds the metadata of an endpoint to its operation: parameters, examples, errors, security.</summary>
internal sealed class EndpointOperationTransformer(RateLimitSettings limit) : IOpenApiOperationTransformer
{
    private static readonly ApiError RateLimited = GatewayErrors.RateLimitedFor(TimeSpan.FromSeconds(1));

    /// <summary>The endpoints with this tag use the user if there is one, but do not require one.</summary>
    private const string QueueTag = "Queue";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var errors = metadata.OfType<ApiErrorsMetadata>().SelectMany(rows => rows.Errors).ToList();
        var examples = metadata.OfType<BodyExampleMetadata>().ToList();

        var user = NeedsUser(metadata, errors) ? true
            : metadata.OfType<IgnoreBearerTokenMetadata>().Any() ? null
            : operation.Tags?.Any(tag => tag.Name is QueueTag) is true ? false : (bool?)null;
        var limited = IsLimited(context.Description.RelativePath, metadata);
        foreach (var common in Common(user is not null, limited))
        {
            errors.Add(common);
            examples.Add(BodyExampleMetadata.Of(common));
        }

        OperationParameters.Describe(operation, metadata.OfType<RequestParameterMetadata>());
        OperationSecurity.Add(operation, context.Document!, user);
        await OperationResponses.AddTypesAsync(operation, context, cancellationToken);
        OperationResponses.AddErrors(operation, context.Document!, errors);
        OperationResponses.AddExamples(operation, examples);
        OperationResponses.AddHeaders(operation, metadata.OfType<ResponseHeaderMetadata>());
        if (limited)
            OperationResponses.AddLimitHeaders(operation, context.Document!, GatewayErrors.RateLimited);
        OperationResponses.Sort(operation);
    }

    private static IEnumerable<ApiError> Common(bool takesUser, bool limited)
    {
        yield return ApiErrors.InternalError;
        if (takesUser)
        {
            yield return GatewayErrors.InvalidToken;
            yield return GatewayErrors.IdentityUnavailable;
        }

        if (limited)
            yield return RateLimited;
    }

    private static bool NeedsUser(IList<object> metadata, List<ApiError> errors) =>
        errors.Contains(ApiErrors.MissingAuthorization)
        || (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any());

    private bool IsLimited(string? path, IList<object> metadata) =>
        limit.Enabled && !SystemPaths.Contain("/" + path) && !metadata.OfType<DisableRateLimitingAttribute>().Any();
}
