using System.Globalization;
using System.Text;

namespace Ramais.Tests.Conversation;

/// <summary>A confusion table: what a phrase is, against what the rules gave.</summary>
internal sealed class Confusion
{
    private readonly List<(string Right, string Given, string Text)> _judged = [];

    public IEnumerable<(string Right, string Given, string Text)> Mistakes => _judged.Where(j => j.Right != j.Given);

    public void Add(string right, string given, string text) => _judged.Add((right, given, text));

    /// <summary>The share of right answers among the phrases of these labels.</summary>
    public double Accuracy(params string[] labels)
    {
        var chosen = _judged.Where(j => labels.Contains(j.Right)).ToArray();
        return chosen.Length == 0 ? 1 : (double)chosen.Count(j => j.Right == j.Given) / chosen.Length;
    }

    public override string ToString()
    {
        var labels = _judged.SelectMany(j => new[] { j.Right, j.Given }).Distinct().Order(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder().Append($"{"",-10}");
        foreach (var given in labels)
            text.Append(CultureInfo.InvariantCulture, $"{given,10}");
        foreach (var right in labels)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{right,-10}");
            foreach (var given in labels)
                text.Append(CultureInfo.InvariantCulture, $"{_judged.Count(j => j.Right == right && j.Given == given),10}");
        }
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{_judged.Count - Mistakes.Count()} of {_judged.Count} right");
        foreach (var (right, given, phrase) in Mistakes)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {right} taken for {given}: {phrase}");
        return text.ToString();
    }
}
