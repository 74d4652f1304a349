namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>What a waiting page shows, as texts in its language. The page is made of it, and its script gets it with each status, so that
/// both say the same.</summary>
internal sealed record PageView(string State, string Heading, string Lead);
