using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Ramais.Server.Dashboard.Live;
using Ramais.Server.Doctor;
using Ramais.Server.Settings;

namespace Ramais.Server.Dashboard.Pages;

/// <summary>What the doctor says, when somebody asks, and how fast the services answer.</summary>
public sealed partial class HealthPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<Finding>? _findings;
    private DateTimeOffset _examinedAt;
    private bool _isExamining;
    private ImmutableArray<LatencySeries> _series = [];

    [Inject] private LatencyWatch Latencies { get; set; } = null!;

    [Inject] private RamaisSettings Settings { get; set; } = null!;

    [Inject] private OwnAddress Own { get; set; } = null!;

    [Inject] private Operations Operations { get; set; } = null!;

    protected override void OnInitialized() => _series = Latencies.Read();

    /// <summary>Some checks block, so they run off the page's thread.</summary>
    private async Task ExamineAsync()
    {
        _isExamining = true;
        try
        {
            if (await Operations.AsOperatorAsync("saúde", "examinar", () => Task.Run(() => Examination.RunAsync(new(Settings with { ApiPort = Own.Uri.Port }, []), _leaving.Token))) is { } findings)
                (_findings, _examinedAt) = (findings, UtcNow);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // nobody looks any more
        }
        finally
        {
            _isExamining = false;
        }
    }

    private string Word(Finding finding) => finding.Level switch
    {
        FindingLevel.Good => "ok",
        FindingLevel.Warning => Tongue["aviso", "warning"],
        _ => Tongue["falta", "missing"],
    };

    private static string Level(Finding finding) => finding.Level switch
    {
        FindingLevel.Good => "bom",
        FindingLevel.Warning => "atencao",
        _ => "mau",
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
