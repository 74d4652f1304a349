using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Drawing;

/// <summary>The draw of an event as the store has it.</summary>
/// <param name="Made">Whether this call made the step.</param>
/// <param name="State">How far it is.</param>
/// <param name="Generation">The event's; none before it has begun.</param>
/// <param name="Now">Store time.</param>
/// <param name="Time">The later of store time and the store's own clock, which decides whether the time has come.</param>
/// <param name="Schedule">What is in force.</param>
/// <param name="IsRecovering">The store lost something, and does not have it back.</param>
/// <param name="Fields">The record: see <see cref="DrawFields"/>.</param>
internal sealed record DrawReply(
    bool Made, DrawState State, Generation Generation, long Now, long Time, DrawSchedule Schedule, bool IsRecovering, IReadOnlyDictionary<string, byte[]> Fields)
{
    /// <summary>False if others rely on the step, and the replica did not confirm in time that it has it.</summary>
    public bool IsReplicated { get; init; } = true;

    /// <summary>The store time before which an operator ended an event of this name; 0 if none did.</summary>
    public long EndedBefore { get; init; }

    /// <summary>The stage of the record, which outlives the event.</summary>
    public DrawStage RecordedStage => Bytes(DrawFields.Stage) is [var stage, ..] ? (DrawStage)stage : DrawStage.None;

    /// <summary>It was abandoned because nobody had announced it in time, as far as the store knew.</summary>
    public bool IsUnannounced => Fields.ContainsKey(DrawFields.Unannounced);

    /// <summary>How far the store has all of it: state and record may be lost alone.</summary>
    public DrawStage KeptStage => IsUnannounced ? DrawStage.None : RecordedStage < State.Stage ? RecordedStage : State.Stage;

    /// <summary>When it froze, of the record; null before.</summary>
    public long? RecordedFreeze => Bytes(DrawFields.Stage) is { Length: 17 } stage && BinaryPrimitives.ReadDoubleLittleEndian(stage.AsSpan(1)) is > 0
        ? (long)BinaryPrimitives.ReadDoubleLittleEndian(stage.AsSpan(9))
        : null;

    public byte[]? Bytes(string field) => Fields.GetValueOrDefault(field);

    public string? Text(string field) => Fields.TryGetValue(field, out var value) ? Encoding.UTF8.GetString(value) : null;

    public long? Number(string field) => Text(field) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}

/// <summary>The schedule in force, in microseconds since the Unix epoch; 0 for none.</summary>
internal readonly record struct DrawSchedule(QueueOrder Order, long GatherAt, long DrawAt, long OpensAt);
