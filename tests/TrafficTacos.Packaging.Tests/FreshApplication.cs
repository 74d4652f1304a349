namespace TrafficTacos.Packaging.Tests;

/// <summary>
/// An application as an embedder starts one: a folder of its own, far from the repository and its settings, that knows the
/// packed packages and nothing else of ours.
/// </summary>
internal sealed class FreshApplication
{
    private FreshApplication(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>What the build printed.</summary>
    public string Printed { get; private set; } = "";

    /// <summary>The program and its arguments that start it.</summary>
    public IReadOnlyList<string> Start { get; private set; } = [];

    /// <param name="packages">Where the packages come from.</param>
    /// <param name="name">The folder's name.</param>
    /// <param name="package">The one that it refers to; the engine's alone makes a console program.</param>
    /// <param name="program">The text of Program.cs.</param>
    public static Task<FreshApplication> BuildAsync(PackedPackages packages, string name, string package, string program) =>
        BuildAsync(packages, Create(packages, name, package, "", ""), [("Program.cs", program)]);

    /// <param name="packages">Where the packages come from.</param>
    /// <param name="name">The folder's name, and the application's root namespace.</param>
    /// <param name="files">The sources: a path and a text.</param>
    /// <param name="items">The packages of others, and other items of the project.</param>
    public static Task<FreshApplication> BuildAsync(PackedPackages packages, string name, IEnumerable<(string Path, string Text)> files, string items) =>
        BuildAsync(packages, Create(packages, name, PackedPackages.AspNetCoreId, $"<RootNamespace>{name}</RootNamespace>", items), files);

    /// <summary>Made by <c>dotnet new</c> from the packed templates.</summary>
    /// <param name="packages">Where the templates and the packages come from.</param>
    /// <param name="name">The name of the project and its folder.</param>
    /// <param name="template">The template's short name.</param>
    /// <param name="options">The template's options.</param>
    public static async Task<FreshApplication> FromTemplateAsync(PackedPackages packages, string name, string template, params string[] options)
    {
        var application = new FreshApplication(packages.NewFolder(name));
        // Templates of its own: what is installed on this machine stays as it is.
        string[] hive = ["--debug:custom-hive", packages.NewFolder(name + "-templates")];
        await Dotnet(packages, application.Folder, ["new", "install", packages.Templates.Path, .. hive]);
        await Dotnet(packages, application.Folder, ["new", template, "--output", ".", "--name", name, "--no-restore", .. options, .. hive]);
        application.WriteSources(packages);
        application.Printed = await Dotnet(packages, application.Folder, "build", "--configuration", "Release", "--output", "out");
        application.Start = ["dotnet", Path.Combine(application.Folder, "out", name + ".dll")];
        return application;
    }

    /// <summary>The tests of an application, as its team writes them with xUnit.</summary>
    /// <param name="packages">Where the packages come from.</param>
    /// <param name="name">The folder's name.</param>
    /// <param name="application">What is tested; its sources lie beside the tests.</param>
    /// <param name="tests">The text of the one file of tests.</param>
    public static async Task<FreshApplication> TestAsync(PackedPackages packages, string name, FreshApplication application, string tests)
    {
        var items = $"""
            <PackageReference Include="{PackedPackages.AspNetCoreId}" Version="{packages.Engine.Version}" />
                <PackageReference Include="Microsoft.AspNetCore.Mvc.Testing" Version="10.0.13" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <PackageReference Include="xunit" Version="2.9.3" />
                <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
                <Using Include="Xunit" />
                <ProjectReference Include="../{Path.GetFileName(application.Folder)}/fresh.csproj" />
            """;
        var project = Create(packages, name, PackedPackages.TestingId, "<AssemblyName>fresh.tests</AssemblyName>", items);
        project.Write("Tests.cs", tests);
        project.Printed = await Dotnet(packages, project.Folder, "test", "--configuration", "Release");
        return project;
    }

    /// <summary>Published ahead of time, every trim and AOT warning of every assembly shown.</summary>
    public static async Task<FreshApplication> PublishNativeAsync(PackedPackages packages, string name, string package, string program)
    {
        const string native = "<PublishAot>true</PublishAot><TrimmerSingleWarn>false</TrimmerSingleWarn>";
        var application = Create(packages, name, package, native, "");
        application.Write("Program.cs", program);
        application.Printed = await Dotnet(packages, application.Folder, "publish", "--use-current-runtime", "--output", "out");
        application.Start = [Path.Combine(application.Folder, "out", "fresh")];
        return application;
    }

    private static async Task<FreshApplication> BuildAsync(PackedPackages packages, FreshApplication application, IEnumerable<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files)
            application.Write(path, text);
        application.Printed = await Dotnet(packages, application.Folder, "build", "--configuration", "Release", "--output", "out");
        application.Start = ["dotnet", Path.Combine(application.Folder, "out", "fresh.dll")];
        return application;
    }

    private static FreshApplication Create(PackedPackages packages, string name, string package, string properties, string items)
    {
        var application = new FreshApplication(packages.NewFolder(name));
        var sdk = package == PackedPackages.EngineId ? "Microsoft.NET.Sdk" : "Microsoft.NET.Sdk.Web";
        application.Write("fresh.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{packages.Engine.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        application.WriteSources(packages);
        return application;
    }

    /// <summary>Our packages come from the local source alone. What others made may come from what this machine restored before.</summary>
    private void WriteSources(PackedPackages packages) => Write("nuget.config", $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="packed" value="{packages.Source}" />
          </packageSources>
          <fallbackPackageFolders>
            <add key="machine" value="{MachineCache()}" />
          </fallbackPackageFolders>
        </configuration>
        """);

    private void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static Task<string> Dotnet(PackedPackages packages, string folder, params string[] arguments) =>
        Command.RunAsync("dotnet", arguments, folder, new Dictionary<string, string> { ["NUGET_PACKAGES"] = packages.Cache });

    private static string MachineCache() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
