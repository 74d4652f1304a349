namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Lets every request to an endpoint pass, whatever other metadata asks for.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class DisableAdmissionAttribute : Attribute, IAdmissionMetadata
{
    string? IAdmissionMetadata.PolicyName => null;
}
