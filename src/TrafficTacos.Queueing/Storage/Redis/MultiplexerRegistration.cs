namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>What is to be checked of the multiplexers that the application has registered.</summary>
/// <param name="IsRequired">Whether the waiting room needs the one with <paramref name="ServiceKey"/>.</param>
/// <param name="ServiceKey">The key; null for the multiplexer without one.</param>
/// <param name="MistakenKey">A connection string that must not be the key of one.</param>
internal sealed record MultiplexerRegistration(bool IsRequired = false, object? ServiceKey = null, string? MistakenKey = null);
