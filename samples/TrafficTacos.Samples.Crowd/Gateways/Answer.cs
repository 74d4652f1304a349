namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>One request and what came of it.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Body">Null when there was none, or none that can be read.</param>
/// <param name="Problem">Why there is no status or no body.</param>
/// <param name="RetryAfter">When the gateway asks to be asked again.</param>
/// <param name="FirstStart">When the first attempt was sent. The work was done between here and <paramref name="End"/>.</param>
/// <param name="Start">When the attempt that was answered was sent.</param>
/// <param name="End">When its answer was complete.</param>
/// <param name="Certain">No earlier attempt ended in a way that leaves open whether it took effect.</param>
internal sealed record Answer<T>(
    int Status,
    T? Body,
    string? Problem,
    TimeSpan? RetryAfter,
    TimeSpan FirstStart,
    TimeSpan Start,
    TimeSpan End,
    bool Certain)
    where T : class, IBody
{
    public string? Code => Body?.Error?.Code;

    public bool Ok => Status is >= 200 and < 300;

    public string Describe() => string.Join(' ', new[] { Status == 0 ? null : Status.ToString(System.Globalization.CultureInfo.InvariantCulture), Code, Problem }.Where(part => part is not null));
}
