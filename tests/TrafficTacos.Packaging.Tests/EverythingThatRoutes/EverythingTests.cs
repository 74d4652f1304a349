namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>Tests that share the one application.</summary>
/// <param name="packages">What it is built from.</param>
/// <param name="application">The application.</param>
public abstract class EverythingTests(PackedPackages packages, EverythingApplication application) : IAsyncLifetime
{
    public EverythingApplication Shop => application;

    public virtual Task InitializeAsync() => application.StartAsync(packages);

    public virtual Task DisposeAsync() => Task.CompletedTask;
}
