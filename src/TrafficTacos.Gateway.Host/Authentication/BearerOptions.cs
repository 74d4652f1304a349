using Microsoft.AspNetCore.Authentication;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>The options of <see cref="BearerHandler"/>.</summary>
internal sealed class BearerOptions : AuthenticationSchemeOptions
{
    /// <summary>Whether the public development tokens are accepted.</summary>
    public bool DevelopmentTokens { get; set; }
}
