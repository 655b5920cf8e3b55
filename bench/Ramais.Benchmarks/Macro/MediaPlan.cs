namespace Ramais.Benchmarks.Macro;

/// <summary>What <c>bench/run media</c> is to measure.</summary>
/// <param name="Calls">Numbers of calls.</param>
/// <param name="Measured">How long, once all are up.</param>
/// <param name="Apart">Server on the first core, generator on the second; else both share all cores.</param>
/// <param name="Rounds">How often, all servers in turn; of each the median is told.</param>
/// <param name="Settings">Of the server, row by row.</param>
internal sealed record MediaPlan(int[] Calls, TimeSpan Measured, bool Apart, int Rounds, IReadOnlyList<MediaSetup> Settings)
{
    private static readonly int[] UsualCalls = [50, 200, 1000];

    public string? ServerCores => Apart ? "0" : null;

    public string? GeneratorCores => Apart ? "1" : null;

    /// <param name="arguments">Numbers of calls, <c>--seconds N</c>, <c>--rounds N</c>, <c>--apart</c>, <c>--silero</c>, <c>--sockets</c>, <c>--loops N</c> (all so far once more with N media loops), in any order.</param>
    public static MediaPlan Parse(string[] arguments)
    {
        var calls = new List<int>();
        var (seconds, rounds, apart) = (20, 1, false);
        var setups = new List<MediaSetup> { new("Ramais", "energia") };
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--seconds": seconds = Arguments.Number(arguments[++i]); break;
                case "--rounds": rounds = Arguments.Number(arguments[++i]); break;
                case "--apart": apart = true; break;
                case "--silero": setups.Add(new("Ramais, Silero", "silero")); break;
                case "--sockets": setups.Add(new("Ramais, sockets", "energia", Transport: "sockets")); break;
                case "--loops": setups = [.. setups, .. setups.Select(setup => setup.WithLoops(arguments[i + 1]))]; i++; break;
                default: calls.Add(Arguments.Number(arguments[i])); break;
            }
        }
        return new(calls.Count > 0 ? [.. calls] : UsualCalls, TimeSpan.FromSeconds(seconds), apart, rounds, setups);
    }
}

/// <summary>One way to run the server.</summary>
/// <param name="Loops">How many media loops; null: as many as the server thinks right.</param>
internal sealed record MediaSetup(string Name, string VoiceDetection, string Transport = "epoll", string? Loops = null)
{
    public IReadOnlyDictionary<string, string> Settings
    {
        get
        {
            var settings = MediaMeasure.Settings(VoiceDetection);
            settings["MEDIA_TRANSPORT"] = Transport;
            if (Loops is not null)
                settings["MEDIA_LOOPS"] = Loops;
            return settings;
        }
    }

    public MediaSetup WithLoops(string loops) => this with { Name = $"{Name}, {loops} loops", Loops = loops };
}
