using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TrafficTacos.Samples.WebShop.Sales;

namespace TrafficTacos.Samples.WebShop.Pages;

public sealed class ProductModel : PageModel
{
    public Concert Concert { get; private set; } = null!;

    public IActionResult OnGet(string id)
    {
        if (Concert.Find(id) is not { } concert)
            return NotFound();
        Concert = concert;
        return Page();
    }

    public IActionResult OnPost(string id)
    {
        if (Concert.Find(id) is not { } concert)
            return NotFound();
        new Basket(HttpContext).Add(concert);
        return RedirectToPage("/Basket");
    }
}
