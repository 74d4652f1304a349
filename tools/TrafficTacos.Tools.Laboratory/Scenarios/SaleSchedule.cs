namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>When a sale opens and closes. Until it opens, those who arrive gather.</summary>
/// <param name="OpensAt">From when visitors may enter; 0 for the start.</param>
/// <param name="DrawAt">When those who gathered are drawn; 0 for an order by arrival.</param>
/// <param name="ClosesAt">From when nobody may join or enter; 0 for never.</param>
internal sealed record SaleSchedule(double OpensAt, double DrawAt = 0, double ClosesAt = 0);
