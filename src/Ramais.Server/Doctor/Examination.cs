using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Hosting;
using Ramais.Server.Listening;
using Ramais.Server.Settings;

namespace Ramais.Server.Doctor;

/// <summary>All checks of this machine with its settings, in the order in which an installer would mend things.</summary>
internal static class Examination
{
    private const string ProcessLimits = "/proc/self/limits";

    public static async Task<IReadOnlyList<Finding>> RunAsync(SettingsResult read, CancellationToken cancellation) =>
    [
        MachineChecks.Runtime(Environment.Version),
        MachineChecks.Voice(Environment.GetEnvironmentVariable("PATH")),
        MachineChecks.OpenFiles(File.Exists(ProcessLimits) ? await File.ReadAllTextAsync(ProcessLimits, cancellation) : null),
        .. read.Faults.Select(fault => Finding.Missing("ajustes", fault.TrimEnd('.'), "corrija-o no ambiente ou no .env")),
        .. read.Settings is { } settings ? await OfAsync(settings, cancellation) : [],
    ];

    private static async Task<IReadOnlyList<Finding>> OfAsync(RamaisSettings settings, CancellationToken cancellation)
    {
        var (rows, extensions) = await ExtensionsAsync(settings, cancellation);
        var ours = await RunningServer.PortsAsync(settings, cancellation);
        return
        [
            Finding.Good("ajustes", "todos legíveis"),
            FileChecks.DataFolder(settings.DataDir),
            .. rows,
            VoiceModelFile.Load(settings) is { Network: null, Says: var says } && VoiceModelFile.IsWanted(settings)
                ? Finding.Warning("detecção de voz", says, "traga os pesos com ./ramais models, ou use VAD=energia")
                : Finding.Good("detecção de voz", VoiceModelFile.IsWanted(settings) ? "energia e Silero v5" : "energia"),
            .. await UnderstandingChecks.RunAsync(settings, TimeProvider.System, cancellation),
            .. FileChecks.Directory(settings.DataFile(FirstStart.DirectoryFile), withSample: settings.Database is null),
            .. await SpeechChecks.RunAsync(settings, TimeProvider.System, cancellation),
            PortChecks.Port("API", settings.ApiHost, settings.ApiPort, ours, FindingLevel.Missing),
            .. extensions.SelectMany(extension => Ports(extension, ours)),
            .. await ClickToCallChecks.RunAsync(settings, cancellation),
            .. await AccessChecks.RunAsync(settings, TimeProvider.System, cancellation),
            Finding.Good("Asterisk", "só ele sabe se chega aqui: no console dele, disque o ramal e veja a chamada em /api/calls"),
        ];
    }

    /// <summary>With a database the local file is only its copy, which nobody edits.</summary>
    private static async Task<(IReadOnlyList<Finding> Findings, IReadOnlyList<Extension> Extensions)> ExtensionsAsync(
        RamaisSettings settings, CancellationToken cancellation) => settings.Database is { } database
        ? await DatabaseChecks.RunAsync(database, cancellation)
        : FileChecks.Extensions(settings.DataFile(FirstStart.ExtensionsFile));

    private static IEnumerable<Finding> Ports(Extension extension, IReadOnlySet<int> ours)
    {
        if (ExtensionAddress.TryParse(extension.Address) is not { } address)
            yield break;
        var local = MachineAddresses.BindFor(address, MachineAddresses.Present());
        yield return PortChecks.Port($"ramal {extension.AiNumber}", local, extension.VisitorPort, ours, FindingLevel.Warning);
        if (extension.ReturnPort is { } port)
            yield return PortChecks.Port($"ramal {extension.ReturnNumber}", local, port, ours, FindingLevel.Warning);
    }
}
