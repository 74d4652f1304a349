using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The numbers of a draw that is done, and whose they are.</summary>
internal sealed class DrawOutcome(IReadOnlyList<Place> places, DrawRanks ranks)
{
    /// <summary>Whose a number is, from 1; null if there are not so many.</summary>
    public Place? PlaceOf(long number) => number <= ranks.Count ? places[ranks.ByNumber[(int)number - 1]] : null;

    /// <summary>The number of somebody, and with which place they were drawn; null if they are not in the draw. An identity is in it once.</summary>
    public (int Number, Place Place)? Find(EntryId entry)
    {
        for (var leaf = 0; leaf < places.Count; leaf++)
        {
            if (places[leaf].Entry == entry)
                return (ranks.Numbers[leaf], places[leaf]);
        }

        return null;
    }
}
