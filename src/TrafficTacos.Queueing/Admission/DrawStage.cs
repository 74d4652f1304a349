namespace TrafficTacos.Queueing.Admission;

/// <summary>How far the draw of an event is: lua/include/draw.lua.</summary>
internal enum DrawStage
{
    None = 0,
    Announced = 1,
    Frozen = 2,
    Rooted = 3,
    Seeded = 4,
    Ranked = 5,
    Abandoned = 6,
}
