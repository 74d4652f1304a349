using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>JSON of accounts.</summary>
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(KeySetResponse))]
[JsonSerializable(typeof(PublicKey))]
internal sealed partial class AccountJson : JsonSerializerContext;
