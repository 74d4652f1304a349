using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Draw;

/// <summary>How far a draw is. It goes forward only; <see cref="Abandoned"/> is the other end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PapersState>))]
internal enum PapersState
{
    /// <summary>The announcement is public.</summary>
    [JsonStringEnumMemberName("announced")]
    Announced = 0,

    /// <summary>It is decided who takes part.</summary>
    [JsonStringEnumMemberName("frozen")]
    Frozen = 1,

    /// <summary>The root and the number of leaves are public, and by that the round of the beacon.</summary>
    [JsonStringEnumMemberName("rooted")]
    Rooted = 2,

    /// <summary>The randomness is known, and by that every rank.</summary>
    [JsonStringEnumMemberName("seeded")]
    Seeded = 3,

    /// <summary>The ranks are valid.</summary>
    [JsonStringEnumMemberName("ranked")]
    Ranked = 4,

    /// <summary>Nothing is drawn: all stand by arrival.</summary>
    [JsonStringEnumMemberName("abandoned")]
    Abandoned = 5,
}
