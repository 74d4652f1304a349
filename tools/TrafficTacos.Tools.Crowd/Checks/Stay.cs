namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A visitor was certainly inside between the two times: from the response with the pass to the request that released the session.</summary>
internal readonly record struct Stay(int Visitor, TimeSpan From, TimeSpan Until);
