namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>How much of a visitor's wait was left when the estimate was made.</summary>
internal enum Horizon
{
    Join,
    Half,
    Tenth,
}
