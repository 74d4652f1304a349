using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace TrafficTacos.Queueing;

/// <summary>A range of time. The framework's own range attribute reads such bounds by reflection, which ahead-of-time
/// compilation does not allow.</summary>
/// <param name="minimum">For example <c>00:00:01</c>.</param>
/// <param name="maximum">For example <c>1.00:00:00</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    public string Minimum => minimum;

    public string Maximum => maximum;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is TimeSpan time && time >= Parse(minimum) && time <= Parse(maximum)
            ? ValidationResult.Success
            : new ValidationResult($"The field {validationContext.DisplayName} must be between {minimum} and {maximum}; it is {value}.");

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
