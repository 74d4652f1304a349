namespace TrafficTacos.Queueing.Storage.Redis.Checks;

/// <summary>Something that is not as the waiting room needs it in Redis.</summary>
/// <param name="Code">The cause, in lower case with underscores: a label of the metric.</param>
/// <param name="Severity">What it means.</param>
/// <param name="Text">The cause in a sentence.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
internal sealed record StoreFinding(string Code, FindingSeverity Severity, string Text, string Remedy);
