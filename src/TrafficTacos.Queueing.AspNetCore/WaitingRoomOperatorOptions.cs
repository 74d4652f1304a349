namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Who may use the operator's console: options of <c>MapWaitingRoomOperator()</c>. Both name authorization policies of the
/// application (<c>AddAuthorization(…)</c>).</summary>
public sealed class WaitingRoomOperatorOptions
{
    /// <summary>The policy of who may look. Default: <see cref="ChangePolicy"/>.</summary>
    public string? ViewPolicy { get; set; }

    /// <summary>The policy of who may change events and let in or remove visitors. Required, except in Development: there a request from this
    /// machine, to a loopback address, is the operator <c>developer</c> until a policy is set.</summary>
    public string? ChangePolicy { get; set; }

    /// <summary>Where the page sends an operator who signs out, for example <c>/operator/sign-out</c>; the application maps it. Default none.</summary>
    public string? SignOutPath { get; set; }
}
