namespace TrafficTacos.Tools.Crowd.Contract;

/// <summary>A response body. Every response may contain an error instead of its other properties.</summary>
internal interface IResponseBody
{
    ErrorBody? Error { get; }
}
