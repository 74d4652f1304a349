namespace TrafficTacos.Queueing;

/// <summary>A setting of an event that can be changed while it runs.</summary>
public enum EventSetting
{
    /// <summary><see cref="EventOptions.AdmissionsPerSecond"/>.</summary>
    AdmissionsPerSecond = 0,

    /// <summary><see cref="EventOptions.Burst"/>.</summary>
    Burst = 1,

    /// <summary><see cref="EventOptions.Mode"/>.</summary>
    Mode = 2,

    /// <summary><see cref="EventOptions.MaximumShoppers"/>.</summary>
    MaximumShoppers = 3,

    /// <summary><see cref="EventOptions.GatherAt"/>.</summary>
    GatherAt = 4,

    /// <summary><see cref="EventOptions.OpensAt"/>.</summary>
    OpensAt = 5,

    /// <summary><see cref="EventOptions.ClosesAt"/>.</summary>
    ClosesAt = 6,

    /// <summary><see cref="EventOptions.DrawAt"/>.</summary>
    DrawAt = 7,

    /// <summary><see cref="EventOptions.Order"/>.</summary>
    Order = 8,

    /// <summary><see cref="EventSettings.Message"/>.</summary>
    Message = 9,
}
