namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>A gateway does not accept the bearer token. All visitors send the same token, so the run ends.</summary>
internal sealed class CredentialsRejectedException(string? errorCode) : Exception(
    $"a gateway answered with 401 {errorCode}. Run it in Development (SERVER_ENVIRONMENT=development), where it accepts the load-test token, or set a real one with --bearer TOKEN");
