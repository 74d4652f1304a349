using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Documentation;

/// <summary>
/// Tells the framework's API explorer, and so every OpenAPI generator, about the parameters that are read by hand, and about what
/// <c>UseAdmission()</c> reads and answers in front of an endpoint.
/// </summary>
internal sealed class WaitingRoomApiDescriptionProvider(EndpointDataSource endpoints, IOptions<WaitingRoomHttpOptions> options) : IApiDescriptionProvider
{
    // The framework's OpenAPI generator reads it of every text parameter, and fails where there is none.
    private static readonly ModelMetadata Text = new EmptyModelMetadataProvider().GetMetadataForType(typeof(string));

    /// <summary>After the providers of minimal APIs (−1100) and of MVC (−1000).</summary>
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        // A convention on MapControllers() is metadata of the endpoint and not of the action.
        var actions = endpoints.Endpoints.Select(endpoint => (endpoint, action: endpoint.Metadata.GetMetadata<ActionDescriptor>()))
            .Where(pair => pair.action is not null).DistinctBy(pair => pair.action!.Id, StringComparer.Ordinal).ToDictionary(pair => pair.action!.Id, pair => pair.endpoint, StringComparer.Ordinal);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var description in context.Results)
        {
            var action = description.ActionDescriptor;
            var metadata = actions.TryGetValue(action.Id, out var endpoint) ? endpoint.Metadata : new EndpointMetadataCollection(action.EndpointMetadata ?? []);
            if (metadata.GetMetadata<OperationNameMetadata>() is { Name: var name })
            {
                var count = names[name] = names.GetValueOrDefault(name) + 1;
                Metadata(description).Add(new EndpointNameMetadata(count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{count}")));
            }

            Describe(description, metadata, EndpointPlan.Of(endpoint ?? new Endpoint(null, metadata, null)));
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        // Everything is done before.
    }

    private void Describe(ApiDescription description, EndpointMetadataCollection metadata, EndpointPlan plan)
    {
        foreach (var parameter in metadata.GetOrderedMetadata<RequestParameterMetadata>())
            AddParameter(description, parameter);
        if (plan.IdempotencyKey is { } key)
        {
            var parameter = AdmissionDocumentation.ParameterOf(key);
            AddParameter(description, parameter);
            AddMetadata(description, [parameter, .. AdmissionDocumentation.MetadataOf(key)], typeof(ErrorResponse), ErrorDocumentation.JsonType);
        }

        if (plan.Admission is { } admission)
        {
            var parameter = AdmissionDocumentation.ParameterOf(admission, options.Value);
            AddParameter(description, parameter);
            AddMetadata(description, [parameter, .. AdmissionDocumentation.MetadataOf(admission)], typeof(AdmissionProblem), ErrorDocumentation.ProblemType);
        }

        NameErrors(description, [.. metadata.OfType<ApiErrorsMetadata>(), .. description.ActionDescriptor.EndpointMetadata?.OfType<ApiErrorsMetadata>() ?? []]);
    }

    /// <summary>A client compares codes, of which one status may have several.</summary>
    private static void NameErrors(ApiDescription description, ApiErrorsMetadata[] errors)
    {
        foreach (var response in description.SupportedResponseTypes.Where(response => string.IsNullOrEmpty(response.Description)))
        {
            var codes = errors.SelectMany(table => table.Errors).Where(error => error.Status == response.StatusCode).Select(error => error.Code).Distinct(StringComparer.Ordinal).ToList();
            if (codes.Count > 0)
                response.Description = string.Join(", ", codes);
        }
    }

    private static IList<object> Metadata(ApiDescription description) => description.ActionDescriptor.EndpointMetadata ??= [];

    private static void AddParameter(ApiDescription description, RequestParameterMetadata parameter)
    {
        if (description.ParameterDescriptions.Any(known => string.Equals(known.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)))
            return;
        description.ParameterDescriptions.Add(new ApiParameterDescription
        {
            Name = parameter.Name,
            Source = parameter.Location == RequestParameterLocation.Query ? BindingSource.Query : BindingSource.Header,
            Type = typeof(string),
            ModelMetadata = Text,
            IsRequired = parameter.Required,
            ParameterDescriptor = new ParameterDescriptor { Name = parameter.Name, ParameterType = typeof(string) },
        });
    }

    /// <summary>Adds the responses, and for transformers the metadata itself.</summary>
    private static void AddMetadata(ApiDescription description, object[] added, Type type, string contentType)
    {
        var metadata = Metadata(description);
        foreach (var item in added.Where(item => item is not IProducesResponseTypeMetadata && !metadata.Contains(item)))
            metadata.Add(item);
        foreach (var status in added.OfType<ApiErrorsMetadata>().SelectMany(errors => errors.Errors).Select(error => error.Status).Distinct())
        {
            if (description.SupportedResponseTypes.FirstOrDefault(response => response.StatusCode == status) is { } known)
            {
                // The key's errors and the gate's differ in their content type; both have our error inside.
                if (known.Type == typeof(ErrorResponse) && known.ApiResponseFormats.All(format => !string.Equals(format.MediaType, contentType, StringComparison.Ordinal)))
                    known.ApiResponseFormats.Add(new ApiResponseFormat { MediaType = contentType });
                continue;
            }

            description.SupportedResponseTypes.Add(new ApiResponseType
            {
                StatusCode = status,
                Type = type,
                ApiResponseFormats = [new ApiResponseFormat { MediaType = contentType }],
            });
        }
    }
}
