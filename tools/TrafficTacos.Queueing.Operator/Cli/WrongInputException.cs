namespace TrafficTacos.Queueing.Operator.Cli;

/// <summary>The command line asks for something that cannot be.</summary>
internal sealed class WrongInputException(string message) : Exception(message);
