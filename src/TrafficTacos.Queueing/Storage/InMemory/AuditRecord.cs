namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>What an operator did.</summary>
internal sealed record AuditRecord(long At, string Who, string What, string Detail);
