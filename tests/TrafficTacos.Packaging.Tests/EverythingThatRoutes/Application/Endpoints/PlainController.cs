using Microsoft.AspNetCore.Mvc;
using TrafficTacos.Queueing.AspNetCore;

namespace Everything.Endpoints;

/// <summary>A controller that says nothing of its own: what MapControllers() asks for counts.</summary>
[ApiController]
[Route("plain")]
public sealed class PlainController : ControllerBase
{
    [HttpPost("convention")]
    public string Convention() => "convention";

    [HttpPost("action")]
    [RequireAdmission("opera")]
    public string Action() => "action";
}
