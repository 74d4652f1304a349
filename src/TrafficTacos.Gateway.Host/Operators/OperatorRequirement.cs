using Microsoft.AspNetCore.Authorization;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>An operator of at least a role.</summary>
internal sealed record OperatorRequirement(OperatorRole Minimum) : IAuthorizationRequirement;
