using TrafficTacos.Samples.Laboratory.Measures;

namespace TrafficTacos.Samples.Laboratory.Reporting;

internal sealed class Proof(IReadOnlyList<Findings> shipped, IReadOnlyList<Findings> holdOut, ulong seed, double scale)
{
    public void Write(DirectoryInfo directory) => Console.WriteLine($"{directory} {shipped.Count} {holdOut.Count} {seed} {scale}");
}
