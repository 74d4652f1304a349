using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>As much of JSON Schema as the document uses: types, what is required, what there is, arrays, any of, one of.</summary>
internal static class SchemaValidator
{
    /// <returns>Where the value is none of the schema's; null when it is one.</returns>
    public static string? Broken(JsonNode? value, IOpenApiSchema schema, string at)
    {
        if ((schema.AnyOf is { Count: > 0 } any ? any : schema.OneOf) is { Count: > 0 } choices)
            return choices.Any(choice => Broken(value, choice, at) is null) ? null : at + ": none of the choices";
        if (schema.Type is not { } type)
            return at + ": a schema without a type";
        return !AnyOf(type, TypeOf(value)) ? $"{at}: {value?.ToJsonString() ?? "null"} is no {type}" : value switch
        {
            JsonObject held => OfObject(held, schema, at),
            JsonArray list => list.Select((item, i) => Broken(item, schema.Items!, $"{at}[{i}]")).FirstOrDefault(broken => broken is not null),
            _ => value is not null && schema.Format is "date-time" && !DateTimeOffset.TryParse((string?)value, CultureInfo.InvariantCulture, out _) ? at + ": no time" : null,
        };
    }

    private static string? OfObject(JsonObject held, IOpenApiSchema schema, string at)
    {
        if (schema.Required?.FirstOrDefault(name => !held.ContainsKey(name)) is { } missing)
            return $"{at}: no {missing}";
        foreach (var (name, value) in held)
        {
            if (schema.Properties?.TryGetValue(name, out var field) is not true)
                return $"{at}: {name} is unknown";
            if (Broken(value, field!, $"{at}.{name}") is { } broken)
                return broken;
        }

        return null;
    }

    private static bool AnyOf(JsonSchemaType allowed, JsonSchemaType are) => (allowed & are) != default;

    private static JsonSchemaType TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => JsonSchemaType.Null,
        JsonValueKind.Object => JsonSchemaType.Object,
        JsonValueKind.Array => JsonSchemaType.Array,
        JsonValueKind.String => JsonSchemaType.String,
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? JsonSchemaType.Integer | JsonSchemaType.Number : JsonSchemaType.Number,
        _ => JsonSchemaType.Boolean,
    };
}
