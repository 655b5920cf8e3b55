using System.CommandLine;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais password</c>: makes the line of the settings for a password of the dashboard.</summary>
internal static class PasswordCommand
{
    public const int Shortest = 10;
    private const int Longest = 200;

    public static Command Create(TextReader input)
    {
        var viewer = new Option<bool>("--viewer") { Description = "para quem só vê, com nomes e falas ocultos; sem ela, para o operador" };
        var command = new Command("password", "Lê uma senha do painel e escreve a linha do .env que a guarda, sem a própria senha.") { viewer };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(
            Line(Console.IsInputRedirected || input != Console.In ? input.ReadLine() : Ask(parsed.InvocationConfiguration.Error), parsed.GetValue(viewer))));
        return command;
    }

    /// <exception cref="CommandFailedException">It is too short, too long, or blank at its ends.</exception>
    internal static string Line(string? password, bool viewer)
    {
        if (password is null || password.Length is < Shortest or > Longest || password != password.Trim())
            throw new CommandFailedException($"a senha deve ter de {Shortest} a {Longest} caracteres, sem espaço no começo ou no fim.");
        return $"{(viewer ? "DASHBOARD_VIEWER_PASSWORD_HASH" : "DASHBOARD_PASSWORD_HASH")}={PasswordHash.Of(password).Text}";
    }

    private static string Ask(TextWriter prompt)
    {
        var password = Read("Senha: ", prompt);
        return Read("De novo: ", prompt) == password ? password : throw new CommandFailedException("as duas senhas são diferentes; comece de novo.");
    }

    /// <summary>Nothing of what is typed shows.</summary>
    private static string Read(string question, TextWriter prompt)
    {
        prompt.Write(question);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length -= typed.Length > 0 ? 1 : 0;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
        prompt.WriteLine();
        return typed.ToString();
    }
}
