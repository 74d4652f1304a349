using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Checks whether a backend is alive, over a connection of its own. It waits for a response, because the kernel accepts
/// connections for a process that is stopped or hangs too.</summary>
internal sealed class BackendProbe : IDisposable
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>gRPC's health check. An empty message asks about the server as a whole. The content of the reply is ignored.</summary>
    private static readonly Method<byte[], byte[]> Check = new(MethodType.Unary, "grpc.health.v1.Health", "Check", Raw, Raw);

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;

    public BackendProbe(string service, Uri address)
    {
        Service = service;
        // An HttpClient instead of a handler: with a handler the channel backs off longer after each refused connection.
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpClient = new HttpClient(BackendSetup.CreateHandler()),
            DisposeHttpClient = true,
            LoggerFactory = NullLoggerFactory.Instance,
        });
        _invoker = _channel.CreateCallInvoker();
    }

    public string Service { get; }

    /// <summary>Any gRPC status except UNAVAILABLE counts as alive, even UNIMPLEMENTED.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken timeout)
    {
        try
        {
            using var call = _invoker.AsyncUnaryCall(Check, host: null, new CallOptions(cancellationToken: timeout), []);
            await call.ResponseAsync;
            return true;
        }
        catch (RpcException exception)
        {
            // With a DebugException the status comes from the client: there was no response. A response of a web server counts as alive if
            // it is 404 or 500; 502 to 504 are UNAVAILABLE.
            return exception.Status.DebugException is null && exception.StatusCode is not (StatusCode.Unavailable or StatusCode.Cancelled);
        }
    }

    public void Dispose() => _channel.Dispose();
}
