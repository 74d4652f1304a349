namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>What an operator may do.</summary>
internal enum OperatorRole
{
    /// <summary>Look.</summary>
    View,

    /// <summary>Look and change.</summary>
    Change,
}
