using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>How the page's messages are written.</summary>
[JsonSerializable(typeof(PageStatusResponse))]
internal sealed partial class PageJson : JsonSerializerContext;
