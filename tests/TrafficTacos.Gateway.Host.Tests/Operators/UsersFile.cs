using TrafficTacos.Gateway.Host.Operators;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>A file of operators that a test writes and writes again.</summary>
internal sealed class UsersFile : IDisposable
{
    public const string Password = "correct horse battery";
    public const string OtherPassword = "staple tacos traffic";

    /// <summary>Looks.</summary>
    public const string Viewer = "vera";

    /// <summary>Changes.</summary>
    public const string Changer = "mina";

    // A hash takes a while, and the same serves all.
    private static readonly string Hash = OperatorPasswords.Hash(Password);
    private static readonly string OtherHash = OperatorPasswords.Hash(OtherPassword);

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-operators-").FullName;

    private UsersFile()
    {
    }

    /// <summary>The lines of both operators.</summary>
    public static string Both { get; } = $"# who works today\n\n{Line(Viewer, "view")}\r\n{Line(Changer, "change")}\n";

    /// <summary>A file of both operators.</summary>
    public static UsersFile Create()
    {
        var file = new UsersFile();
        file.Write(Both);
        return file;
    }

    public string Path => System.IO.Path.Combine(_folder, "operators");

    public static string Line(string name, string role, bool hasOtherPassword = false) => $"{name} {role} {(hasOtherPassword ? OtherHash : Hash)}";

    public void Write(string text) => File.WriteAllText(Path, text);

    public void Delete() => File.Delete(Path);

    public void Dispose() => Directory.Delete(_folder, true);
}
