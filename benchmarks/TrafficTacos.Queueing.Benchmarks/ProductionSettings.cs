namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The environment of a gateway in Production. The queue uses none of these addresses, so nothing has to listen there.</summary>
internal static class ProductionSettings
{
    public static readonly (string Name, string Value)[] All =
    [
        ("SERVER_ENVIRONMENT", "Production"), ("LOG_LEVEL", "warn"),
        ("JWT_JWKS_ENDPOINT", "http://127.0.0.1:1/jwks.json"), ("JWT_ISSUER", "https://issuer.example"), ("JWT_AUDIENCE", "benchmark"),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", "127.0.0.1:1"), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", "127.0.0.1:1"),
    ];
}
