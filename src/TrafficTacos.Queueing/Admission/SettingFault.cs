namespace TrafficTacos.Queueing.Admission;

/// <summary>Why a change of settings was refused; the codes are those of lua/include/schedule.lua.</summary>
internal readonly record struct SettingFault(string Code, long Number = 0)
{
    public static SettingFault None { get; } = new("");

    public bool IsNone => Code is null or "";

    /// <summary>What to tell an operator.</summary>
    public string Message => Code switch
    {
        "gather_at_past" => "GatherAt is more than a minute in the past. To let visitors join now, set it to the present time.",
        "opens_at_past" => "OpensAt is more than a minute in the past. To open now, set it to the present time.",
        "closes_at_past" => "ClosesAt is more than a minute in the past. To close now, set it to the present time.",
        "draw_at_past" => "DrawAt is more than a minute in the past.",
        "gather_after_opening" => "GatherAt must not be after OpensAt.",
        "closes_before_opening" => "ClosesAt must be after GatherAt and OpensAt.",
        "draw_without_opening" => "Order is Draw, which needs OpensAt.",
        "draw_out_of_gathering" => "DrawAt must not be before GatherAt and not after OpensAt. Without DrawAt it is 2 minutes before OpensAt.",
        "draw_too_late" => "DrawAt has passed: a draw is announced before its time. Without DrawAt it is 2 minutes before OpensAt.",
        "draw_announced" => "The draw is announced: Order and GatherAt are fixed.",
        "draw_earlier" => "The draw is announced: DrawAt may only move later.",
        "draw_frozen" => "The draw has begun: DrawAt is fixed.",
        "draw_after_joins" => "Visitors have joined already: they cannot be drawn any more.",
        "maximum_below_inside" => $"MaximumShoppers must not be below the number of visitors who are inside, which is {Number}.",
        _ => Code,
    };
}
