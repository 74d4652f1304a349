using System.Diagnostics;
using OpenTelemetry;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>
/// Corrects spans before they are exported. The gRPC client gives all its spans the same name and no error status. Routing adds a trailing
/// slash to the path of a group, and so to the name of its span.
/// </summary>
internal sealed class SpanNameProcessor : BaseProcessor<Activity>
{
    /// <summary>The activity source of the gRPC client.</summary>
    public const string RpcSource = "Grpc.Net.Client";

    private const string MethodTag = "grpc.method";
    private const string StatusTag = "grpc.status_code";
    private const string Ok = "0";

    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server)
            data.DisplayName = data.DisplayName.TrimEnd('/');
        else if (string.Equals(data.Source.Name, RpcSource, StringComparison.Ordinal))
            CorrectRpc(data);
    }

    private static void CorrectRpc(Activity data)
    {
        if (data.GetTagItem(MethodTag) is string method)
            data.DisplayName = method.TrimStart('/');
        if (data.GetTagItem(StatusTag) is string status && !string.Equals(status, Ok, StringComparison.Ordinal))
            data.SetStatus(ActivityStatusCode.Error);
    }
}
