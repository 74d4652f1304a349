using Microsoft.AspNetCore.Mvc;
using TrafficTacos.Queueing.AspNetCore;

namespace Everything.Endpoints;

/// <summary>A controller whose class asks for a pass; MapControllers() asks for one of another event.</summary>
[ApiController]
[Route("class")]
[RequireAdmission("opera")]
public sealed class GatedController : ControllerBase
{
    [HttpPost("inherits")]
    public string Inherits() => "inherits";

    [HttpPost("overrides")]
    [RequireAdmission("concert")]
    public string Overrides() => "overrides";

    [HttpPost("disabled")]
    [DisableAdmission]
    public string Disabled() => "disabled";

    [HttpPost("invalid")]
    public IActionResult Invalid() => ValidationProblem();
}
