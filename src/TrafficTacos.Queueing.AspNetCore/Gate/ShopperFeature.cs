namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Carries the shopper of a request.</summary>
internal sealed record ShopperFeature(Shopper Shopper);
