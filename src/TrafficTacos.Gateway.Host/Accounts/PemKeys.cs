using System.Security.Cryptography;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Parses keys of the curve P-256 in PEM form.</summary>
internal static class PemKeys
{
    private const string Begin = "-----BEGIN ";

    /// <summary>The block that <c>openssl ecparam -genkey</c> writes before the key by default. It adds nothing to the key.</summary>
    private const string Parameters = "EC PARAMETERS";

    public static bool IsPrivateKey(string pem) => IsKey(pem, isPrivate: true);

    /// <summary>Splits a text into its keys, private or public. Returns false if it has none, or anything else.</summary>
    public static bool TrySplit(string text, out IReadOnlyList<string> keys)
    {
        var found = new List<string>();
        keys = found;
        var blocks = 0;
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
        {
            blocks++;
            if (rest[block.Label] is not Parameters)
                found.Add(rest[block.Location].ToString());
        }

        // A truncated block is not found, but its first line is counted.
        return found.Count > 0 && blocks == text.AsSpan().Count(Begin.AsSpan()) && found.TrueForAll(pem => IsKey(pem, isPrivate: false));
    }

    private static bool IsKey(string pem, bool isPrivate)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var parameters = key.ExportParameters(isPrivate);
            // A key with explicit parameters has no named curve.
            return parameters.Curve.IsNamed && string.Equals(parameters.Curve.Oid.Value, ECCurve.NamedCurves.nistP256.Oid.Value, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
