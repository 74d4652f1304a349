namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>The result of a payment. Neither value is set if the payment was declined.</summary>
/// <param name="IntentId">The paid intent, or null.</param>
/// <param name="Error">The error, or null.</param>
internal readonly record struct PaymentResult(string? IntentId, string? Error);
