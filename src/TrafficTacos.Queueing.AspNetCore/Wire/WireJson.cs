using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>How the messages are read and written, whatever the host's own JSON options say.</summary>
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinResponse))]
[JsonSerializable(typeof(DuplicateJoinResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(EnterRequest))]
[JsonSerializable(typeof(EnterResponse))]
[JsonSerializable(typeof(EnterDeniedResponse))]
[JsonSerializable(typeof(LeaveResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Lets an OpenAPI document describe the messages where types are not looked into at run time, as in a program
    /// compiled ahead of time. Behind what the host has, and nothing when its options are in use already.</summary>
    public static void AddTo(IServiceProvider services)
    {
        if (services.GetService<IOptions<JsonOptions>>()?.Value.SerializerOptions is { IsReadOnly: false } options)
            options.TypeInfoResolverChain.Add(Default);
    }
}
