using System.Security.Claims;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>What the audit calls an operator.</summary>
internal static class OperatorNames
{
    private const int MaxLength = 128;

    private static readonly string[] Claims = ["name", ClaimTypes.Name, "sub", ClaimTypes.NameIdentifier];

    /// <summary>The claim <c>name</c>, otherwise <c>sub</c>, or what the framework maps them to; at most 128 characters.</summary>
    public static string Of(ClaimsPrincipal user)
    {
        var name = Claims.Select(user.FindFirst).FirstOrDefault(claim => !string.IsNullOrWhiteSpace(claim?.Value))?.Value ?? "without a name";
        var text = string.Concat(name.Where(character => !char.IsControl(character)));
        return text.Length <= MaxLength ? text : text[..MaxLength];
    }
}
