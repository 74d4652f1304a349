using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TrafficTacos.Queueing.AspNetCore.Circuits;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>
/// Keeps the waiting room in front of pages that Blazor's interactive router shows, which changes pages without a request. Put it into the
/// router's <c>Found</c>, around what shows the page:
/// <code>
/// &lt;WaitingRoomRouteView RouteData="routeData"&gt;
///     &lt;AuthorizeRouteView RouteData="routeData" DefaultLayout="typeof(MainLayout)" /&gt;
/// &lt;/WaitingRoomRouteView&gt;
/// </code>
/// Without contents it shows the page in a <see cref="RouteView"/>.
/// </summary>
/// <remarks>A page with a waiting room in front is loaded by a request of its own, unless the visitor is inside already: then pages of the
/// same event change freely. When the session is over, the page is loaded anew and meets the waiting page. On a page that is not interactive
/// it shows its contents, because the request has passed the gate. It serves interactive server rendering; a router that runs in WebAssembly
/// is the visitor's own program, and what counts there is the waiting room in front of the interfaces that it calls.</remarks>
public sealed class WaitingRoomRouteView : ComponentBase
{
    private RouteData? _shown;

    /// <summary>The page, from the router.</summary>
    [Parameter]
    [EditorRequired]
    public RouteData RouteData { get; set; } = null!;

    /// <summary>The layout of pages that name none, where there are no contents.</summary>
    [Parameter]
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]
    public Type? DefaultLayout { get; set; }

    /// <summary>What shows the page; null, the default, is a <see cref="RouteView"/>.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private CircuitGate Gate { get; set; } = null!;

    [Inject]
    private GatedPages Pages { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var route = RouteData ?? throw new InvalidOperationException($"{nameof(WaitingRoomRouteView)} needs {nameof(RouteData)}.");
        if (RendererInfo.IsInteractive)
        {
            var policy = Pages.PolicyOf(route.PageType, Gate.Path);
            Gate.IsOnOpenPage = policy is null;
            if (policy is not null && !await Gate.IsInsideAsync(policy).ConfigureAwait(true))
            {
                if (ReferenceEquals(route, RouteData))
                    Gate.Leave();
                return;
            }
        }

        if (ReferenceEquals(route, RouteData))
            _shown = route;
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        // Nothing of a page is made before it is known whether the visitor may see it.
        if (!ReferenceEquals(_shown, RouteData))
            return;
        if (ChildContent is not null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<RouteView>(1);
        builder.AddComponentParameter(2, nameof(RouteView.RouteData), RouteData);
        builder.AddComponentParameter(3, nameof(RouteView.DefaultLayout), DefaultLayout);
        builder.CloseComponent();
    }
}
