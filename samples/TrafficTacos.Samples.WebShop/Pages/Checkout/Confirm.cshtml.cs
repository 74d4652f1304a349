using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Samples.WebShop.Sales;

namespace TrafficTacos.Samples.WebShop.Pages.Checkout;

public sealed class ConfirmModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Paid { get; set; }

    public string? Name => TempData.Peek("Name") as string;

    public string? Town => TempData.Peek("Town") as string;

    public Basket Basket => field ??= new Basket(HttpContext);

    public IActionResult OnGet() => Name is null || Basket.Tickets.Count == 0 ? RedirectToPage("/Basket") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        Basket.Clear();
        TempData.Clear();
        // The visitor is done: the next one gets the seat.
        if (HttpContext.GetShopper() is { } shopper)
            await shopper.ReleaseAsync();
        return RedirectToPage("/ThankYou");
    }
}
