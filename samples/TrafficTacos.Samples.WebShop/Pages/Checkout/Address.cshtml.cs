using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TrafficTacos.Samples.WebShop.Pages.Checkout;

public sealed class AddressModel : PageModel
{
    [BindProperty]
    [Required]
    [StringLength(100)]
    public string? Name { get; set; }

    [BindProperty]
    [Required]
    [StringLength(100)]
    public string? Town { get; set; }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid)
            return Page();
        (TempData["Name"], TempData["Town"]) = (Name, Town);
        return RedirectToPage("Payment");
    }
}
