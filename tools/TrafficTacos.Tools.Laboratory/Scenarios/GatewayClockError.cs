namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>The error of one gateway's clock.</summary>
/// <param name="Offset">Seconds ahead of the store's clock.</param>
/// <param name="Drift">The share by which it runs fast.</param>
internal sealed record GatewayClockError(double Offset, double Drift);
