namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>Identities that join repeatedly and then wait as any other visitor.</summary>
internal sealed record BotSettings(int Identities, int Joins);
