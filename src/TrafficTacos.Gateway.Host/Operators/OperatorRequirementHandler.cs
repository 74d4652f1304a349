using Microsoft.AspNetCore.Authorization;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Looks the operator up at each evaluation, so that a stream that evaluates the policy again ends with the operator's
/// right.</summary>
internal sealed class OperatorRequirementHandler(IEnumerable<OperatorDirectory> directory, TimeProvider time) : AuthorizationHandler<OperatorRequirement>
{
    private readonly OperatorDirectory? _directory = directory.FirstOrDefault();

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OperatorRequirement requirement)
    {
        if (OperatorIdentity.RoleOf(context.User, _directory, time.GetUtcNow()) is { } role && role >= requirement.Minimum)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
