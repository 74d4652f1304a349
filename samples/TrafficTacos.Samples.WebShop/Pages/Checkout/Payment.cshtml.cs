using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TrafficTacos.Samples.WebShop.Pages.Checkout;

public sealed class PaymentModel(IConfiguration configuration) : PageModel
{
    /// <summary>A bank sends the visitor back by a form that it posts to <see cref="PaidModel"/>.</summary>
    public IActionResult OnPost(string method) => method == "bank" && configuration["BANK_ADDRESS"] is { Length: > 0 } bank
        ? Redirect(bank)
        : RedirectToPage("Confirm");
}
