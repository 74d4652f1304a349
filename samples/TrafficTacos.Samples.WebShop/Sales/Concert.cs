namespace TrafficTacos.Samples.WebShop.Sales;

/// <summary>What is sold.</summary>
public sealed record Concert(string Id, string Name, string Hall, int Price)
{
    public static IReadOnlyList<Concert> All { get; } =
    [
        new("winter", "Winter concert", "Great hall", 45),
        new("strings", "Night of strings", "Small hall", 30),
        new("brass", "Brass at noon", "Courtyard", 20),
        new("choir", "The choir sings", "Church", 25),
    ];

    public static Concert? Find(string? id) => All.FirstOrDefault(concert => string.Equals(concert.Id, id, StringComparison.Ordinal));
}
