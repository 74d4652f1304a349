using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>The names of calls in all reports.</summary>
internal static class CallNames
{
    public const string ClientQueue = "client queue";

    public static string Of(CallKind kind) => kind switch
    {
        CallKind.Join => "join",
        CallKind.Status => "status",
        CallKind.Enter => "enter",
        CallKind.UsePass => "use pass",
        CallKind.Leave => "leave",
        CallKind.OpenSession => "session",
        CallKind.LookAtSession => "look",
        CallKind.ExtendSession => "extend",
        CallKind.ReleaseSession => "release",
        CallKind.Draw => "draw",
        CallKind.Register => "register",
        CallKind.Reserve => "reserve",
        CallKind.Intent => "intent",
        CallKind.Pay => "pay",
        CallKind.Payment => "payment",
        CallKind.Confirm => "confirm",
        CallKind.Reservation => "reservation",
        CallKind.Cancel => "cancel",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}
