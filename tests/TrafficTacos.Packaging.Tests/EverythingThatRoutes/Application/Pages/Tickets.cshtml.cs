using Microsoft.AspNetCore.Mvc.RazorPages;
using TrafficTacos.Queueing.AspNetCore;

namespace Everything.Pages;

/// <summary>A page whose model asks for a pass.</summary>
[RequireAdmission("opera")]
public sealed class TicketsModel : PageModel
{
    public string Text => "a page by attribute";
}
