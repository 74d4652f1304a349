namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>A gateway does not take the crowd's token; it takes nobody's, so the run is pointless.</summary>
internal sealed class CredentialsRefusedException(string? code) : Exception(
    $"a gateway answered 401 {code}. Run it in Development (SERVER_ENVIRONMENT=development), where it takes the crowd's load-test token, or give a real one with --bearer TOKEN");
