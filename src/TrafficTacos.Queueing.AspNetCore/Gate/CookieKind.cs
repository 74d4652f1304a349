namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>What a cookie of the gate holds.</summary>
internal enum CookieKind
{
    /// <summary>Which browser it is: <see cref="BrowserIdentities"/>.</summary>
    Identity,

    /// <summary>The waiting token.</summary>
    Place,

    /// <summary>The pass or the session.</summary>
    Session,
}
