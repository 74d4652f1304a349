namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Where <c>UseAdmission()</c> stands in the pipeline, for the check at the start.</summary>
internal sealed class AdmissionPipeline
{
    // The framework's own marks on an application builder.
    private const string RoutingMark = "__EndpointRouteBuilder";
    private const string AuthorizationMark = "__AuthorizationMiddlewareSet";

    private readonly List<Use> _uses = [];

    public bool IsUsed => _uses.Count > 0;

    /// <summary>Whether <c>UseRouting()</c> was called explicitly, and only after <c>UseAdmission()</c>.</summary>
    public bool IsBeforeRouting => IsUsed && _uses.TrueForAll(use => use.Before is { Routing: false } && use.After is { Routing: true });

    /// <summary>The same for <c>UseAuthorization()</c>.</summary>
    public bool IsBeforeAuthorization => IsUsed && _uses.TrueForAll(use => use.Before is { Authorization: false } && use.After is { Authorization: true });

    public void Add(IDictionary<string, object?> properties) => _uses.Add(new Use(properties));

    /// <summary>Looks at the marks once more when the application has been configured. The first look counts: later, while the pipeline is
    /// built, a <c>WebApplication</c> adds the calls that are missing in front of everything and sets the marks for them too.</summary>
    public void Observe() => _uses.ForEach(use => use.Observe());

    private sealed class Use(IDictionary<string, object?> properties)
    {
        public (bool Routing, bool Authorization) Before { get; } = Marks(properties);

        public (bool Routing, bool Authorization)? After { get; private set; }

        public void Observe() => After ??= Marks(properties);

        private static (bool Routing, bool Authorization) Marks(IDictionary<string, object?> properties) =>
            (properties.ContainsKey(RoutingMark), properties.ContainsKey(AuthorizationMark));
    }
}
