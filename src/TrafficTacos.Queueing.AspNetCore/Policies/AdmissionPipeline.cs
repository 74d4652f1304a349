namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Where <c>UseAdmission()</c> stands in the pipeline, for the check at the start.</summary>
internal sealed class AdmissionPipeline : MiddlewarePosition;
