using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>How a circuit's pass is written into a page.</summary>
[JsonSerializable(typeof(CircuitPass))]
internal sealed partial class CircuitPassJson : JsonSerializerContext
{
    private const string Key = "TrafficTacos.WaitingRoom";
    private const string StringsNeedNoTypes = "A string needs no generated type.";

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = StringsNeedNoTypes)]
    public static void Write(PersistentComponentState state, CircuitPass pass) =>
        state.PersistAsJson(Key, JsonSerializer.Serialize(pass, Default.CircuitPass));

    /// <summary>Takes the pass out of a page's state; null if there is none.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = StringsNeedNoTypes)]
    public static CircuitPass? Take(PersistentComponentState state) =>
        state.TryTakeFromJson<string>(Key, out var text) && text is not null ? JsonSerializer.Deserialize(text, Default.CircuitPass) : null;
}
