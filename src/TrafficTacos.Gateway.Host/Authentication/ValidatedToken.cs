using System.Security.Claims;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>The user of a validated token, and what the validation depends on.</summary>
internal sealed record ValidatedToken(ClaimsIdentity Identity, TokenLifetime Lifetime, TokenIssuer Issuer, OpenIdConnectConfiguration Keys);
