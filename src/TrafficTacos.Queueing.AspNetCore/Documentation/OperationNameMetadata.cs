namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>The operation id in OpenAPI documents. An endpoint name would be one too, but then the waiting room could be mapped only once,
/// because endpoint names are unique in an application.</summary>
/// <param name="Name">The name under the first prefix; under the next ones a number follows.</param>
internal sealed record OperationNameMetadata(string Name);
