namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>Chance that repeats: a number from a seed and a count, so that what one person draws does not depend on how often
/// others drew. (SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.)</summary>
internal struct Chance(ulong seed)
{
    private ulong _state = seed;

    public static Chance Of(ulong seed, long stream) => new(Mix(seed + 0x9E3779B97F4A7C15UL * (ulong)(stream + 1)));

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    /// <summary>From 0 to less than 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double least, double most) => least + Share() * (most - least);

    /// <summary>The time to the next of the things that happen by chance so often a second.</summary>
    public double Exponential(double rate) => rate > 0 ? -Math.Log(1 - Share()) / rate : double.PositiveInfinity;

    /// <summary>Of mean 0 and deviation 1 (G. Box, M. Muller, 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
