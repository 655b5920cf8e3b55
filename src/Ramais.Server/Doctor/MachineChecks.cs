using System.Globalization;

namespace Ramais.Server.Doctor;

/// <summary>What the machine must bring, whatever is configured.</summary>
internal static class MachineChecks
{
    // Two listeners an extension and one connection a leg: a thousand calls with both parties on the line.
    private const long EnoughFiles = 4096;

    public static Finding Runtime(Version version) => version.Major >= 10
        ? Finding.Good(".NET", $"versão {version}")
        : Finding.Missing(".NET", $"versão {version}, é preciso a 10", "instale-a como em https://learn.microsoft.com/dotnet/core/install/linux");

    /// <param name="searchPath">As in the environment variable PATH.</param>
    public static Finding Voice(string? searchPath)
    {
        var found = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "espeak-ng")).FirstOrDefault(File.Exists);
        return found is null
            ? Finding.Warning("voz", "o espeak-ng não está instalado; só as frases gravadas serão ouvidas", "instale-o com: sudo apt-get install espeak-ng")
            : Finding.Good("voz", found);
    }

    /// <param name="limits">The text of <c>/proc/self/limits</c>; null where the system has none.</param>
    public static Finding OpenFiles(string? limits)
    {
        const string Subject = "arquivos abertos";
        if (limits is null || HardLimit(limits) is not { } limit)
            return Finding.Good(Subject, "limite desconhecido neste sistema");
        return limit >= EnoughFiles
            ? Finding.Good(Subject, limit == long.MaxValue ? "sem limite" : $"até {limit}")
            : Finding.Warning(Subject, $"o limite é {limit}", "aumente-o com LimitNOFILE=65536 no serviço do systemd, ou ulimit -n 65536");
    }

    // The runtime raises the soft limit to the hard one when it starts.
    private static long? HardLimit(string limits)
    {
        var line = limits.Split('\n').FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [_, _, _, _, "unlimited", ..] => long.MaxValue,
            [_, _, _, _, var hard, ..] when long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
            _ => null,
        };
    }
}
