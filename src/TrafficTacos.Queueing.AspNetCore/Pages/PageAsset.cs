namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>A file of the page.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Version">A hash of it: what stands in its address, and an entity tag without the quotation marks.</param>
internal sealed record PageAsset(string ContentType, byte[] Bytes, string Version);
