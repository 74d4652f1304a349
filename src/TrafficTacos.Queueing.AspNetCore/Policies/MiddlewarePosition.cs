namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Where the calls of a middleware stand among those of the framework.</summary>
internal abstract class MiddlewarePosition
{
    // The framework's own marks on an application builder.
    private const string RoutingMark = "__EndpointRouteBuilder";
    private const string AuthenticationMark = "__AuthenticationMiddlewareSet";
    private const string AuthorizationMark = "__AuthorizationMiddlewareSet";

    private readonly List<Use> _uses = [];

    public bool IsUsed => _uses.Count > 0;

    /// <summary>Whether <c>UseRouting()</c> was called explicitly, and only behind it.</summary>
    public bool IsBeforeRouting => IsUsed && _uses.TrueForAll(use => use.Before is { Routing: false } && use.After is { Routing: true });

    /// <summary>The same for <c>UseAuthorization()</c>.</summary>
    public bool IsBeforeAuthorization => IsUsed && _uses.TrueForAll(use => use.Before is { Authorization: false } && use.After is { Authorization: true });

    /// <summary>The same for <c>UseAuthentication()</c>.</summary>
    public bool IsBeforeAuthentication => IsUsed && _uses.TrueForAll(use => use.Before is { Authentication: false } && use.After is { Authentication: true });

    /// <summary>Whether <c>UseAuthorization()</c> stands in front, called or added because it was not.</summary>
    public bool IsBehindAuthorization => IsUsed && _uses.TrueForAll(use => use.Before is { Authorization: true } || use.IsAuthorizationAdded);

    public void Add(IDictionary<string, object?> properties) => _uses.Add(new Use(properties));

    /// <summary>Looks at the marks once more when the application has been configured. The first look counts: later, while the pipeline is
    /// built, a <c>WebApplication</c> adds the calls that are missing in front of everything and sets the marks for them too.</summary>
    public void Observe() => _uses.ForEach(use => use.Observe());

    private sealed class Use(IDictionary<string, object?> properties)
    {
        public Marks Before { get; } = Marks.Of(properties);

        public Marks? After { get; private set; }

        public bool IsAuthorizationAdded => After is { Authorization: false } && Marks.Of(properties).Authorization;

        public void Observe() => After ??= Marks.Of(properties);
    }

    private sealed record Marks(bool Routing, bool Authentication, bool Authorization)
    {
        public static Marks Of(IDictionary<string, object?> properties) => new(
            properties.ContainsKey(RoutingMark), properties.ContainsKey(AuthenticationMark), properties.ContainsKey(AuthorizationMark));
    }
}
