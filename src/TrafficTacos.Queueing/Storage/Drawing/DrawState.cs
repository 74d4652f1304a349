using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Storage.Drawing;

/// <summary>How far a draw is.</summary>
/// <param name="Stage">The last step that was made.</param>
/// <param name="Ticket">The last ticket given when it froze; 0 before.</param>
/// <param name="At">When it froze, by store time; before that, when it is to freeze, as announced.</param>
internal readonly record struct DrawState(DrawStage Stage, long Ticket, long At);
