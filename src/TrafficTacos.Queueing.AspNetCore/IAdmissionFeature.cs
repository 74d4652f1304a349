namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>The pass under which a request runs: <c>context.Features.Get&lt;IAdmissionFeature&gt;()</c>.</summary>
public interface IAdmissionFeature
{
    /// <summary>The claim on the pass.</summary>
    PassClaim Claim { get; }

    /// <summary>Set by the endpoint to decide itself what becomes of the pass, before the response starts. Null, the default, leaves
    /// that to the policy.</summary>
    AdmissionOutcome? Outcome { get; set; }
}
