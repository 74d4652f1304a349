namespace TrafficTacos.Queueing.Proxy.Paths;

/// <summary>What is behind the waiting room.</summary>
internal sealed class PathRules(IReadOnlyList<PathRule> protect, IReadOnlyList<PathRule> exclude)
{
    public const string DefaultProtect = "/*";

    /// <summary>What pages are made of, and what is asked before there is a page.</summary>
    public const string DefaultExclude =
        "*.css,*.js,*.mjs,*.map,*.png,*.jpg,*.jpeg,*.gif,*.svg,*.webp,*.avif,*.ico,*.woff,*.woff2,*.ttf,/robots.txt,/.well-known/*";

    /// <summary>A rule that names a query comes before exclusions: an address that looks like a file may still reach the shop's front
    /// controller, which reads the query.</summary>
    public bool IsProtected(RequestTarget target) =>
        target.IsAmbiguous
        || protect.Any(rule => rule.HasQuery && rule.Covers(target))
        || (protect.Any(rule => rule.Covers(target)) && !exclude.Any(rule => rule.IsExactly(target)));
}
