using System.Collections;
using dotenv.net;

namespace Ramais.Server.Settings;

/// <summary>Reads the environment and a <c>.env</c> file; the environment wins.</summary>
internal static class SettingsLoader
{
    private const string DefaultFile = ".env";

    /// <param name="envFile"><c>--env-file</c>; null reads <c>.env</c> of the working directory where there is one.</param>
    public static SettingsResult Load(string? envFile)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ReadFile(envFile, values) is { } fault)
            return new SettingsResult(null, [fault]);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string { Length: > 0 } value })
                values[name] = value;
        }
        return SettingsReader.Read(values);
    }

    private static string? ReadFile(string? envFile, Dictionary<string, string> values)
    {
        if (envFile is null && !File.Exists(DefaultFile))
            return null;
        var path = envFile ?? DefaultFile;
        try
        {
            foreach (var (name, value) in DotEnv.Read(new DotEnvOptions(ignoreExceptions: false, envFilePaths: [path])))
                values[name] = value;
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return $"--env-file=\"{path}\": não foi possível ler; confira se o arquivo existe, as permissões e as linhas NOME=valor.";
        }
    }
}
