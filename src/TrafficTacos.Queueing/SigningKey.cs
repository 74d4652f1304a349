namespace TrafficTacos.Queueing;

/// <summary>A key that signs tokens.</summary>
public sealed class SigningKey
{
    /// <summary>Identifies the key in a token: 1 to 16 letters or digits.</summary>
    public string Id { get; set; } = "";

    /// <summary>Base64 of at least 32 random bytes: <c>openssl rand -base64 32</c>.</summary>
    public string Secret { get; set; } = "";
}
