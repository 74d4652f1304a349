using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TrafficTacos.Queueing.Operator.Output;

/// <summary>What <c>--json</c> prints: the objects of the package, in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventOverview))]
[JsonSerializable(typeof(EventSettings))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(VisitorReport))]
[JsonSerializable(typeof(AdmitNextResult))]
[JsonSerializable(typeof(RemovalResult))]
[JsonSerializable(typeof(UndoResult))]
[JsonSerializable(typeof(GroupCount))]
[JsonSerializable(typeof(SaleReport))]
[JsonSerializable(typeof(EventDraw))]
[JsonSerializable(typeof(EndEventResult))]
internal sealed partial class OutputJson : JsonSerializerContext
{
    // Not before Default, which is in the generated part of this class.
    private static readonly Lazy<OutputJson> Relaxed = new(() => new OutputJson(new JsonSerializerOptions(Default!.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    /// <summary>For a terminal, and not for a page: text stays as it is.</summary>
    public static OutputJson Lines => Relaxed.Value;

    /// <summary>One line.</summary>
    public static void Print<T>(T value, JsonTypeInfo<T> type) => Console.WriteLine(JsonSerializer.Serialize(value, type));
}

/// <summary>How many visitors of a group have a place.</summary>
internal sealed record GroupCount(string Group, long Count);
