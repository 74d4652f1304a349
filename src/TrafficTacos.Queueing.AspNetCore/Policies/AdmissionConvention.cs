namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>What <c>RequireAdmission(…)</c> adds to an endpoint.</summary>
internal sealed class AdmissionConvention(string? policyName) : IAdmissionMetadata
{
    public string? PolicyName => policyName;
}
