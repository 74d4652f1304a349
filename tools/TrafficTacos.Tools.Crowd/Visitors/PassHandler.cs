using TrafficTacos.Tools.Crowd.Gateways;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Uses a pass, with <c>--protected-url</c> or <c>--buy</c>.</summary>
/// <param name="record">The visitor's record.</param>
/// <param name="identity">The visitor's identity.</param>
/// <param name="pass">The pass.</param>
/// <param name="requestedAt">When the enter request was sent.</param>
/// <param name="timeToLive">The least time that the pass is live from then on.</param>
/// <param name="cancellationToken">Ends the run.</param>
internal delegate Task PassHandler(
    VisitorRecord record, VisitorIdentity identity, string pass, TimeSpan requestedAt, TimeSpan timeToLive, CancellationToken cancellationToken);
