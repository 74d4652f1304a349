namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The command <c>operator-password NAME ROLE</c>: reads a password and prints a line of the operators' file. The password never
/// stands on the command line, where other processes and the shell's history see it.</summary>
internal static class OperatorPasswordCommand
{
    public const string Name = "operator-password";

    private const int MinLength = 12;
    private const int MaxLength = 256;

    /// <returns>The exit status.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var name, var role] || !OperatorsFile.IsName(name) || OperatorRoles.Find(role) is null)
        {
            Console.Error.WriteLine(
                $"Expected: {Name} NAME ROLE. A name has at most {OperatorsFile.MaxNameLength} characters, without spaces and colons; a role is {OperatorRoles.View} or {OperatorRoles.Change}.");
            return 1;
        }

        var password = Console.IsInputRedirected ? Console.In.ReadLine() ?? "" : Ask($"Password of {name} (at least {MinLength} characters): ");
        if (password.Length is < MinLength or > MaxLength)
        {
            Console.Error.WriteLine($"A password of an operator has {MinLength} to {MaxLength} characters.");
            return 1;
        }

        if (!Console.IsInputRedirected && !string.Equals(password, Ask("The same again: "), StringComparison.Ordinal))
        {
            Console.Error.WriteLine("These are two passwords.");
            return 1;
        }

        Console.Out.WriteLine($"{name} {role} {OperatorPasswords.Hash(password)}");
        return 0;
    }

    /// <summary>Reads a line without showing it.</summary>
    private static string Ask(string question)
    {
        Console.Error.Write(question);
        var text = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key is not ConsoleKey.Enter)
        {
            if (key.Key is not ConsoleKey.Backspace)
                text.Append(key.KeyChar);
            else if (text.Length > 0)
                text.Length--;
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
