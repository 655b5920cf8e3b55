using System.Diagnostics;
using System.Globalization;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Server.Tests.Deploy;

/// <summary>deploy/ramais.service, held against systemd where it is installed and against the server's own limits.</summary>
public sealed class UnitFileTests
{
    /// <summary>What LiveListeners waits behind SHUTDOWN_SECONDS: the notice, and cutting off.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(15 + 2);

    private static string Unit => Path.Combine(RepositoryFiles.Root, "deploy", "ramais.service");

    [Fact]
    public async Task Systemd_understands_every_line()
    {
        using var folder = new TemporaryFolder();
        // The verifier also looks for the program, which is not installed here.
        File.WriteAllLines(folder.File("ramais.service"), File.ReadLines(Unit).Select(l => l.StartsWith("ExecStart=", StringComparison.Ordinal) ? "ExecStart=/bin/true" : l));
        var (code, said) = await VerifyAsync(folder.File("ramais.service"));
        Assert.Equal((0, ""), (code, said));
    }

    [Fact]
    public async Task A_line_that_systemd_does_not_understand_is_reported()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("ramais.service"), "[Service]\nExecStart=/bin/true\nProtectSistem=strict\n");
        var (_, said) = await VerifyAsync(folder.File("ramais.service"));
        Assert.Contains("ProtectSistem", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Systemd_waits_longer_than_the_server_for_its_calls() =>
        Assert.True(TimeSpan.FromSeconds(int.Parse(Value("TimeoutStopSec"), CultureInfo.InvariantCulture)) > new RamaisSettings().ShutdownLimit + Farewell);

    [Fact]
    public void The_data_is_where_the_unit_may_write() =>
        Assert.Contains($"DATA_DIR=/var/lib/{Value("StateDirectory")}", Value("Environment"), StringComparison.Ordinal);

    private static string Value(string name) => File.ReadLines(Unit).Single(l => l.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static async Task<(int Code, string Said)> VerifyAsync(string unit)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed.");
        using var verify = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", unit]) { RedirectStandardError = true })!;
        var said = await verify.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await verify.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (verify.ExitCode, said);
    }
}
