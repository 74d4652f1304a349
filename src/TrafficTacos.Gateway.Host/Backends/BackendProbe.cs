using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Asks one backend whether it lives, over a connection of its own: a service that is stopped or hangs still takes
/// connections, because its kernel does.</summary>
internal sealed class BackendProbe : IDisposable
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>gRPC's own question. An empty message asks for the server as a whole, and no word of the answer is read.</summary>
    private static readonly Method<byte[], byte[]> Check = new(MethodType.Unary, "grpc.health.v1.Health", "Check", Raw, Raw);

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;

    public BackendProbe(string service, Uri address)
    {
        Service = service;
        // A client, and not a handler: the channel would wait longer after each refused connection before it tries the next.
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpClient = new HttpClient(BackendSetup.Connections()),
            DisposeHttpClient = true,
            LoggerFactory = NullLoggerFactory.Instance,
        });
        _invoker = _channel.CreateCallInvoker();
    }

    public string Service { get; }

    /// <summary>Any answer is one, also that there is no such call. That it is not available is none, whoever says so.</summary>
    public async Task<bool> AnswersAsync(CancellationToken bound)
    {
        try
        {
            using var call = _invoker.AsyncUnaryCall(Check, host: null, new CallOptions(cancellationToken: bound), []);
            await call.ResponseAsync;
            return true;
        }
        catch (RpcException exception)
        {
            // With an exception inside it is the client that speaks: there was no answer. The status of a page (404, 500) is one; 502 to 504
            // come as UNAVAILABLE.
            return exception.Status.DebugException is null && exception.StatusCode is not (StatusCode.Unavailable or StatusCode.Cancelled);
        }
    }

    public void Dispose() => _channel.Dispose();
}
