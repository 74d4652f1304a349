using TrafficTacos.Tools.Crowd.Contract;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>What the crowd saw of a draw.</summary>
/// <param name="Published">What each gateway published at the end.</param>
/// <param name="Leaves">The list of leaves; null if there was none.</param>
/// <param name="Numbers">What visitors were told, by their number in the crowd.</param>
/// <param name="Parts">The parts in the draw that some visitors asked for.</param>
/// <param name="Faults">What was wrong during the run already.</param>
internal sealed record DrawEvidence(
    IReadOnlyList<DrawResponse> Published,
    byte[]? Leaves,
    IReadOnlyDictionary<int, long> Numbers,
    IReadOnlyList<(int Visitor, DrawnPlaceResponse? Part)> Parts,
    IReadOnlyList<string> Faults);
