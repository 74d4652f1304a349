namespace TrafficTacos.Tools.Laboratory.Measures;

internal enum MeasureUnit
{
    Visitors,
    Seconds,
    Share,
    Tau,
}
