using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Samples.WebShop.Pages;

/// <summary>Open to everybody, so that a visitor can log in while waiting. A sample: every name is good.</summary>
[DisableWaitingRoom]
public sealed class LoginModel : PageModel
{
    [BindProperty]
    [Required]
    [StringLength(50)]
    public string? Name { get; set; }

    public async Task<IActionResult> OnPostAsync(string? returnUrl)
    {
        if (!ModelState.IsValid)
            return Page();
        var claims = new[] { new Claim(ClaimTypes.NameIdentifier, Name!), new Claim(ClaimTypes.Name, Name!) };
        await HttpContext.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : Url.Page("/Catalogue")!);
    }
}
