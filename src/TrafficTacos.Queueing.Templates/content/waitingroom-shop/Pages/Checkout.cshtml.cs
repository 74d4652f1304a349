using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TrafficTacos.Queueing.AspNetCore;

namespace WaitingRoomShop.Pages;

[WaitingRoom("checkout")]
public class CheckoutModel : PageModel
{
    [BindProperty]
    [Required]
    [StringLength(100)]
    public string? Name { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();

        // Take the order here.

        // The visitor is done: the next one gets the place.
        if (HttpContext.GetShopper() is { } shopper)
            await shopper.ReleaseAsync();
        return RedirectToPage("/Thanks");
    }
}
