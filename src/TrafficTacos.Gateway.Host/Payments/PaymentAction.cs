namespace TrafficTacos.Gateway.Host.Payments;

/// <summary>What a client asks payment/process for.</summary>
internal static class PaymentAction
{
    public const string Approve = "approve";

    /// <summary>The contract of the payment service has no such field, so the gateway refuses the payment itself.</summary>
    public const string Fail = "fail";

    /// <summary>The action that is asked for; null if there is no such one.</summary>
    public static string? Of(string? text) => text switch
    {
        null or "" or Approve => Approve,
        Fail => Fail,
        _ => null,
    };
}
