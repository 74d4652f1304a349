using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>One entry of an event's journal.</summary>
/// <param name="At">Microseconds by the store's clock, with a precision of a millisecond.</param>
/// <param name="Kind">joined, admitted, left, expired or no_show.</param>
/// <param name="Place">The place.</param>
internal readonly record struct JournalEntry(long At, string Kind, Place Place);
