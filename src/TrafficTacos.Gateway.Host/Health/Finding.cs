using System.ComponentModel;
using System.Text.Json.Serialization;
using TrafficTacos.Queueing.Storage.Redis.Checks;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>Something that is not as it should be in Redis.</summary>
internal sealed record Finding(
    [property: JsonPropertyName("code"), Description("The cause.")] string Code,
    [property: JsonPropertyName("severity"), Description("note, warning, or critical: not ready.")] string Severity,
    [property: JsonPropertyName("message"), Description("The cause in a sentence.")] string Message,
    [property: JsonPropertyName("remedy"), Description("What to do.")] string Remedy)
{
    public static Finding Of(StoreFinding finding) => new(finding.Code, StoreWatch.NameOf(finding.Severity), finding.Text, finding.Remedy);
}
