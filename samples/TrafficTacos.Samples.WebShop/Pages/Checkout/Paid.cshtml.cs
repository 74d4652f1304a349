using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TrafficTacos.Samples.WebShop.Pages.Checkout;

/// <summary>Where the bank's page sends the visitor: a POST of another site, which brings the session's cookie and not those of forms or the
/// log-in. A real shop checks the bank's signature.</summary>
[IgnoreAntiforgeryToken]
public sealed class PaidModel : PageModel
{
    public IActionResult OnPost(string? reference) => RedirectToPage("Confirm", new { paid = reference });
}
