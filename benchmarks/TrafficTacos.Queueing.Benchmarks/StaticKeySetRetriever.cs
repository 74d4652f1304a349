using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Returns a JSON Web Key Set of two keys instead of downloading one.</summary>
internal sealed class StaticKeySetRetriever(ECDsaSecurityKey elliptic, RsaSecurityKey rsa) : IDocumentRetriever
{
    public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var point = elliptic.ECDsa.ExportParameters(false).Q;
        var parameters = rsa.Rsa.ExportParameters(false);
        return Task.FromResult($$"""
            {"keys":[
              {"kty":"EC","crv":"P-256","kid":"{{elliptic.KeyId}}","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"},
              {"kty":"RSA","kid":"{{rsa.KeyId}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}
            """);
    }
}
