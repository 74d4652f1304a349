using System.Diagnostics;
using OpenTelemetry;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>
/// The gRPC client names all its spans alike; here each gets the name of its RPC, and an error when it failed. Routing writes a
/// group's own path with a slash behind it, and so would its span.
/// </summary>
internal sealed class SpanNameProcessor : BaseProcessor<Activity>
{
    /// <summary>The gRPC client's activity source.</summary>
    public const string RpcSource = "Grpc.Net.Client";

    private const string MethodTag = "grpc.method";
    private const string StatusTag = "grpc.status_code";
    private const string Ok = "0";

    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server)
            data.DisplayName = data.DisplayName.TrimEnd('/');
        else if (string.Equals(data.Source.Name, RpcSource, StringComparison.Ordinal))
            NameRpc(data);
    }

    private static void NameRpc(Activity data)
    {
        if (data.GetTagItem(MethodTag) is string method)
            data.DisplayName = method.TrimStart('/');
        if (data.GetTagItem(StatusTag) is string status && !string.Equals(status, Ok, StringComparison.Ordinal))
            data.SetStatus(ActivityStatusCode.Error);
    }
}
