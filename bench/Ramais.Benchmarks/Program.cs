using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Ramais.Benchmarks.Macro;

// Called by bench/run, which builds everything first; see docs/performance.md.
return args switch
{
    ["micro", .. var rest] => Micro(rest),
    ["media", .. var rest] => await MediaBench.RunAsync(rest),
    ["soak", .. var rest] => await SoakBench.RunAsync(rest),
    ["admission", .. var rest] => await AdmissionBench.RunAsync(rest),
    ["answer", .. var rest] => await AnswerBench.RunAsync(rest),
    ["extensions"] => await ExtensionsBench.RunAsync(),
    ["history"] => await HistoryBench.RunAsync(),
    ["setup"] => await SetupBench.RunAsync(),
    ["restart"] => await RestartBench.RunAsync(),
    _ => Usage(),
};

static int Micro(string[] options)
{
    // Its logs name paths of the machine: they belong beside the other figures, never in the checkout.
    var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine(Report.Folder, "micro"));
    BenchmarkSwitcher.FromAssembly(typeof(MediaBench).Assembly).Run(options, config);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("usage: bench/run [micro [BenchmarkDotNet options] | media [calls…] [--seconds N] [--rounds N] [--apart] [--silero] [--sockets] [--loops N] | soak [calls [minutes]] | admission [calls] | answer [calls] | setup | extensions | history | restart]");
    return 2;
}
