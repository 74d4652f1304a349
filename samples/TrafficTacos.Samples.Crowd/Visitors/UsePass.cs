using TrafficTacos.Samples.Crowd.Gateways;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>What somebody does with their pass: <c>--then</c> or <c>--buy</c>.</summary>
/// <param name="record">Who.</param>
/// <param name="caller">The same.</param>
/// <param name="pass">The pass.</param>
/// <param name="given">When it was asked for.</param>
/// <param name="timeToLive">How long it lives from then on, at least.</param>
/// <param name="cancellationToken">The end of the run.</param>
internal delegate Task UsePass(VisitorRecord record, Caller caller, string pass, TimeSpan given, TimeSpan timeToLive, CancellationToken cancellationToken);
