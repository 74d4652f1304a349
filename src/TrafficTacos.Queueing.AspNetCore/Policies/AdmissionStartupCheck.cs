using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Policies;

/// <summary>Stops the start of an application whose endpoints ask for admission that nothing would give: a forgotten line is never an
/// open shop. Endpoints that come later are checked too; those the guard refuses, so it is only logged.</summary>
internal sealed class AdmissionStartupCheck(
    EndpointDataSource endpoints,
    AdmissionPipeline pipeline,
    WaitingRoomPipeline rooms,
    IWaitingRoomPolicyProvider policies,
    IOptions<WaitingRoomHttpOptions> http,
    IOptions<WaitingRoomOptions> options,
    ILogger<AdmissionStartupCheck> logger,
    IAuthorizationPolicyProvider? authorization = null) : IHostedLifecycleService, IDisposable
{
    private IDisposable? _changes;

    /// <summary>The pipeline is built and the endpoints are there.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        // A Startup class calls UseAdmission() only while the server starts.
        pipeline.Observe();
        rooms.Observe();
        var mistakes = await FindMistakesAsync(cancellationToken).ConfigureAwait(false);
        if (mistakes.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, mistakes));
        _changes = ChangeToken.OnChange(endpoints.GetChangeToken, () => _ = LogMistakesAsync());
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        pipeline.Observe();
        rooms.Observe();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _changes?.Dispose();

    private async Task LogMistakesAsync()
    {
        foreach (var mistake in await FindMistakesAsync(CancellationToken.None).ConfigureAwait(false))
            logger.EndpointMistake(mistake);
    }

    private async Task<List<string>> FindMistakesAsync(CancellationToken cancellationToken)
    {
        var mistakes = new List<string>();
        var fallback = authorization is null ? null : await authorization.GetFallbackPolicyAsync().ConfigureAwait(false);
        foreach (var endpoint in endpoints.Endpoints)
        {
            var plan = EndpointPlan.Of(endpoint);
            if (!plan.NeedsMiddleware)
                continue;
            if (plan.NeedsAdmission && PipelineMistake(endpoint) is { } misplaced)
                mistakes.Add(misplaced);
            if (plan.WaitingRoom is not null && RoomMistake(NameOf(endpoint), NeedsAuthorization(endpoint, fallback)) is { } misplacedRoom)
                mistakes.Add(misplacedRoom);
            if (plan.Admission is { } admission && await PolicyMistakeAsync(NameOf(endpoint), admission.PolicyName, cancellationToken).ConfigureAwait(false) is { } unknown)
                mistakes.Add(unknown);
            if (plan.WaitingRoom is { } room && await PolicyMistakeAsync(NameOf(endpoint), room.PolicyName, cancellationToken).ConfigureAwait(false) is { } unknownRoom)
                mistakes.Add(unknownRoom);
            if (plan.IdempotencyKey?.Options is { } key)
                mistakes.AddRange(KeyMistakes(endpoint, key));
        }

        if (rooms.Policies.Any() && RoomMistake("A path of UseWaitingRoom(…).ForPath(…)", fallback is not null) is { } misplacedPath)
            mistakes.Add(misplacedPath);
        foreach (var policy in rooms.Policies.Distinct(StringComparer.Ordinal))
        {
            if (await PolicyMistakeAsync("UseWaitingRoom(…).ForPath(…)", policy, cancellationToken).ConfigureAwait(false) is { } unknown)
                mistakes.Add(unknown);
        }

        return mistakes;
    }

    private static string NameOf(Endpoint endpoint) => $"Endpoint '{endpoint.DisplayName}'";

    /// <summary>A fallback policy is for what says nothing of authorization, and for what is no endpoint at all.</summary>
    private static bool NeedsAuthorization(Endpoint endpoint, AuthorizationPolicy? fallback) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || (fallback is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);

    private string? RoomMistake(string name, bool needsAuthorization)
    {
        if (!rooms.IsUsed)
            return $"{name} has a waiting room in front, and app.UseWaitingRoom() is missing. Add it after app.UseAuthentication() and before app.UseAuthorization().";
        if (rooms.IsBeforeRouting)
            return $"{name} has a waiting room in front, and app.UseWaitingRoom() stands before app.UseRouting(). Move it behind app.UseRouting() and app.UseAuthentication().";
        if (rooms.IsBeforeAuthentication)
            return $"{name} has a waiting room in front, and app.UseWaitingRoom() stands before app.UseAuthentication(), where no user is known. Move it behind.";
        return rooms.IsBehindAuthorization && needsAuthorization
            ? $"{name} has a waiting room in front and needs authorization, and app.UseWaitingRoom() stands behind app.UseAuthorization(), so that the crowd would meet the log-in page. Call app.UseAuthorization() after app.UseWaitingRoom()."
            : null;
    }

    private string? PipelineMistake(Endpoint endpoint)
    {
        if (!pipeline.IsUsed)
            return $"Endpoint '{endpoint.DisplayName}' asks for admission or an idempotency key, and app.UseAdmission() is missing. Add it after app.UseAuthorization().";
        if (pipeline.IsBeforeRouting)
            return $"Endpoint '{endpoint.DisplayName}' asks for admission or an idempotency key, and app.UseAdmission() stands before app.UseRouting(). Move it behind app.UseAuthorization().";
        return pipeline.IsBeforeAuthorization
            ? $"Endpoint '{endpoint.DisplayName}' asks for admission or an idempotency key, and app.UseAdmission() stands before app.UseAuthorization(), where no user is known. Move it behind."
            : null;
    }

    private async ValueTask<string?> PolicyMistakeAsync(string user, string? policyName, CancellationToken cancellationToken)
    {
        if ((policyName ?? http.Value.DefaultPolicyName) is not { } name)
            return $"{user} names no policy, and WaitingRoomHttpOptions.DefaultPolicyName is not set.";
        return await policies.GetPolicyAsync(name, cancellationToken).ConfigureAwait(false) is null
            ? $"{user} uses the policy '{name}', which does not exist. Add it with builder.Services.AddWaitingRoom().AddPolicy(\"{name}\", …)."
            : null;
    }

    private IEnumerable<string> KeyMistakes(Endpoint endpoint, IdempotencyKeyOptions key)
    {
        if (key.Lease > options.Value.IdempotencyRetention)
            yield return $"Endpoint '{endpoint.DisplayName}': the Lease of its idempotency key ({key.Lease}) must not be above IdempotencyRetention ({options.Value.IdempotencyRetention}).";
    }
}
