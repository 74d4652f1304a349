using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>How the messages are read and written, whatever the application's own JSON options say.</summary>
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinResponse))]
[JsonSerializable(typeof(DuplicateJoinResponse))]
[JsonSerializable(typeof(EventNotOpenResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(EnterRequest))]
[JsonSerializable(typeof(EnterResponse))]
[JsonSerializable(typeof(EnterDeniedResponse))]
[JsonSerializable(typeof(LeaveResponse))]
[JsonSerializable(typeof(OpenSessionRequest))]
[JsonSerializable(typeof(OpenSessionResponse))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(SessionReleaseResponse))]
[JsonSerializable(typeof(DrawResponse))]
[JsonSerializable(typeof(BoardResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(AnswerNotKeptResponse))]
[JsonSerializable(typeof(AdmissionProblem))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Lets an OpenAPI document describe the messages where types cannot be inspected at run time, as in a program compiled
    /// ahead of time. Added behind what the application has, and only while its options can still be changed.</summary>
    public static void AddTo(IServiceProvider services)
    {
        if (services.GetService<IOptions<JsonOptions>>()?.Value.SerializerOptions is { IsReadOnly: false } options && !options.TypeInfoResolverChain.Contains(Default))
            options.TypeInfoResolverChain.Add(Default);
    }
}
