using Microsoft.AspNetCore.Mvc.RazorPages;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Samples.WebShop.Pages;

/// <summary>Open to everybody: who comes here has given the seat back.</summary>
[DisableWaitingRoom]
public sealed class ThankYouModel : PageModel;
