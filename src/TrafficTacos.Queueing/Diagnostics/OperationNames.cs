namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>The values of the operation label.</summary>
internal static class OperationNames
{
    public const string Join = "join";
    public const string Status = "status";
    public const string Enter = "enter";
    public const string Leave = "leave";
    public const string Claim = "claim";
    public const string Spend = "spend";
    public const string Release = "release";
    public const string Settings = "settings";
    public const string Admit = "admit";
    public const string Remove = "remove";
    public const string Undo = "undo";
    public const string End = "end";
    public const string OpenSession = "open_session";
    public const string CheckSession = "check_session";
    public const string ExtendSession = "extend_session";
    public const string ReleaseSession = "release_session";
}
