using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Keeps the shop shut in an application that calls neither <c>AddPolicy()</c> nor <c>AddHttp()</c>: it has no startup check
/// and no guard.</summary>
internal static class MissingRegistration
{
    /// <summary>Fails where an endpoint is built, or where its builder knows no services, as YARP's does not, at its requests.</summary>
    public static void Check(EndpointBuilder endpoint, string caller)
    {
        if (endpoint.ApplicationServices.GetService<ILoggerFactory>() is not null)
            _ = Services.Find<AdmissionPipeline>(endpoint.ApplicationServices, caller);
        else if (endpoint.RequestDelegate is { } next)
            endpoint.RequestDelegate = context => Check(context, next, caller);
    }

    /// <summary>Finds what asks for admission by an attribute alone, beside the queue's own endpoints.</summary>
    public static void Check(IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<AdmissionPipeline>() is null && !endpoints.DataSources.OfType<AttributeCheck>().Any())
            endpoints.DataSources.Add(new AttributeCheck(endpoints));
    }

    private static Task Check(HttpContext context, RequestDelegate next, string caller)
    {
        _ = Services.Find<AdmissionPipeline>(context.RequestServices, caller);
        return next(context);
    }

    /// <summary>Has no endpoints. Routing reads every data source before the first request, and fails if this one throws.</summary>
    private sealed class AttributeCheck(IEndpointRouteBuilder endpoints) : EndpointDataSource
    {
        public override IReadOnlyList<Endpoint> Endpoints
        {
            get
            {
                if (endpoints.DataSources.Where(source => source is not AttributeCheck).SelectMany(source => source.Endpoints).Any(endpoint => EndpointPlan.Of(endpoint).NeedsMiddleware))
                    _ = Services.Find<AdmissionPipeline>(endpoints.ServiceProvider, nameof(RequireAdmissionAttribute));
                return [];
            }
        }

        public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
    }
}
