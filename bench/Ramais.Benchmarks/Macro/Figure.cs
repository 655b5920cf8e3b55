namespace Ramais.Benchmarks.Macro;

/// <summary>One figure over several rounds.</summary>
internal sealed record Figure(string What, string Unit, double Median, double P99, double Worst)
{
    private static readonly string[] Columns = ["what", "median", "p99", "worst", "unit"];

    public static Figure Of(string what, string unit, List<double> values)
    {
        values.Sort();
        return new(what, unit, values[values.Count / 2], values[(int)Math.Ceiling(values.Count * 0.99) - 1], values[^1]);
    }

    public static void Report(string name, IReadOnlyList<Figure> figures) => Macro.Report.Write(name, figures, Columns, figure => figure.Cells());

    private string[] Cells() => [What, Median.Cell(), P99.Cell(), Worst.Cell(), Unit];
}
