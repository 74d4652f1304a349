using Microsoft.AspNetCore.Mvc.RazorPages;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Samples.WebShop.Pages;

/// <summary>Open to everybody.</summary>
[DisableWaitingRoom]
public sealed class IndexModel : PageModel;
