using TrafficTacos.Samples.Crowd.Observation;
using static System.FormattableString;

namespace TrafficTacos.Samples.Crowd.Reporting;

/// <summary>What a call is called in every report.</summary>
internal static class CallNames
{
    public static string Of(CallKind kind) => kind switch
    {
        CallKind.Join => "join",
        CallKind.Status => "status",
        CallKind.Enter => "enter",
        CallKind.Then => "--then",
        CallKind.Leave => "leave",
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

internal static class Milliseconds
{
    public static string Of(TimeSpan time) => Invariant($"{time.TotalMilliseconds:0.0}");
}
