using System.Diagnostics;
using OpenTelemetry;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>The gRPC client names all its spans alike; here each gets the name of its RPC, and an error when it failed.</summary>
internal sealed class RpcSpanNames : BaseProcessor<Activity>
{
    /// <summary>The gRPC client's activity source.</summary>
    public const string Source = "Grpc.Net.Client";

    private const string MethodTag = "grpc.method";
    private const string StatusTag = "grpc.status_code";
    private const string Ok = "0";

    public override void OnEnd(Activity data)
    {
        if (!string.Equals(data.Source.Name, Source, StringComparison.Ordinal))
            return;
        if (data.GetTagItem(MethodTag) is string method)
            data.DisplayName = method.TrimStart('/');
        if (data.GetTagItem(StatusTag) is string status && !string.Equals(status, Ok, StringComparison.Ordinal))
            data.SetStatus(ActivityStatusCode.Error);
    }
}
