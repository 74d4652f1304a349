namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>
/// A reproducible random number stream. Each visitor has a stream of their own, so what one visitor draws does not depend on how
/// often others drew. The generator is SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014).
/// </summary>
internal struct RandomStream(ulong seed)
{
    private const ulong Increment = 0x9E3779B97F4A7C15UL;

    private ulong _state = seed;

    public static RandomStream Create(ulong seed, long stream) => new(Mix(seed + Increment * (ulong)(stream + 1)));

    public ulong Next()
    {
        _state += Increment;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double min, double max) => min + NextDouble() * (max - min);

    /// <summary>The time to the next event of a Poisson process; infinite for a rate of zero.</summary>
    public double Exponential(double rate) => rate > 0 ? -Math.Log(1 - NextDouble()) / rate : double.PositiveInfinity;

    /// <summary>Standard normal (G. Box, M. Muller, 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
