namespace TrafficTacos.Queueing.Storage;

/// <summary>Why a visitor has a record, as lua/include/records.lua numbers it.</summary>
internal enum RecordKind
{
    Waits = 0,
    Asleep = 1,
    Silent = 2,
    Lingered = 3,
    LeftSoftly = 4,
    Admitted = 5,

    /// <summary>For good, and a loss must not bring it back.</summary>
    Gone = 6,

    /// <summary>With a session.</summary>
    Inside = 7,
}
