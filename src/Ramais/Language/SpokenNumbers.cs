using System.Collections.Frozen;
using System.Globalization;

namespace Ramais.Language;

/// <summary>A number found in a phrase.</summary>
/// <param name="Start">Its first word.</param>
/// <param name="End">The word after its last.</param>
/// <param name="Readings">Its digits, the likeliest first: "cinquenta e um" is 51, but "quarenta dois" may also be 402.</param>
internal sealed record SpokenNumber(int Start, int End, IReadOnlyList<string> Readings);

/// <summary>
/// Numbers as Brazilians say them: "quinhentos e um", "cinco zero um", "doze zero quatro", "mil duzentos e quatro", "meia" for six, "501",
/// and any mixture. A number is a run of groups; each group is a cardinal ("duzentos e quatro") or written digits, and the groups are
/// put side by side.
/// </summary>
internal static class SpokenNumbers
{
    private const int MaxDigits = 6;

    private static readonly FrozenDictionary<string, int> Values = Load(
        "zero=0 um=1 uma=1 dois=2 duas=2 tres=3 quatro=4 cinco=5 seis=6 meia=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12 treze=13 quatorze=14 " +
        "catorze=14 quinze=15 dezesseis=16 dezasseis=16 dezessete=17 dezoito=18 dezenove=19 vinte=20 trinta=30 quarenta=40 cinquenta=50 cincoenta=50 " +
        "sessenta=60 setenta=70 oitenta=80 noventa=90 cem=100 cento=100 duzentos=200 trezentos=300 quatrocentos=400 quinhentos=500 seiscentos=600 " +
        "setecentos=700 oitocentos=800 novecentos=900 mil=1000");

    /// <summary>Whether the folded word can be part of a number.</summary>
    public static bool IsNumberWord(string folded) => Values.ContainsKey(folded) || (folded.Length > 0 && char.IsAsciiDigit(folded[0]));

    /// <summary>Every number of the phrase, in order.</summary>
    public static List<SpokenNumber> Find(IReadOnlyList<Word> words)
    {
        var found = new List<SpokenNumber>();
        for (var at = 0; at < words.Count;)
        {
            var number = IsNumberWord(words[at].Text) ? Read(words, at) : null;
            if (number is not null)
                found.Add(number);
            at = number?.End ?? at + 1;
        }
        return found;
    }

    private static SpokenNumber? Read(IReadOnlyList<Word> words, int start)
    {
        string summed = "", apart = "";
        var at = start;
        while (at < words.Count && IsNumberWord(words[at].Text) && (at == start || (GoesOn(words, at) && !Restarts(words, start, at))))
        {
            var (group, parts, end) = Group(words, at);
            (summed, apart, at) = (summed + group, apart + parts, end);
        }
        if (summed.Length > MaxDigits)
            return null;
        return new SpokenNumber(start, at, summed == apart ? [summed] : [summed, apart]);
    }

    /// <summary>A comma between single digits is only rhythm ("cinco, zero, um"); between longer groups it begins another number.</summary>
    private static bool GoesOn(IReadOnlyList<Word> words, int at) =>
        words[at - 1].After == Stop.None || (words[at - 1].After == Stop.Pause && IsDigit(words[at - 1].Text) && IsDigit(words[at].Text));

    /// <summary>"cinco... cinco zero um": what was begun is said again from its beginning, this time to its end.</summary>
    private static bool Restarts(IReadOnlyList<Word> words, int start, int at)
    {
        if (words[at - 1].After == Stop.None)
            return false;
        var length = at - start;
        if (at + length >= words.Count || !IsNumberWord(words[at + length].Text))
            return false;
        return Enumerable.Range(0, length).All(i => words[start + i].Text == words[at + i].Text && words[at + i].After == Stop.None);
    }

    private static bool IsDigit(string word) =>
        word.Length == 1 && char.IsAsciiDigit(word[0]) || Values.TryGetValue(word, out var value) && value < 10;

    /// <summary>One cardinal: each part smaller than the room the one before leaves. "quatrocentos e quatrocentos" are two.</summary>
    private static (string Sum, string Apart, int End) Group(IReadOnlyList<Word> words, int at)
    {
        if (!Values.TryGetValue(words[at].Text, out var sum))
            return (words[at].Text, words[at].Text, at + 1);
        var apart = Text(sum);
        var room = Room(sum);
        var end = at + 1;
        while (Next(words, end) is var next and > 0 && Values.TryGetValue(words[next].Text, out var part) && Fits(ref sum, ref room, part))
            (apart, end) = (apart + Text(part), next + 1);
        return (Text(sum), apart, end);
    }

    private static bool Fits(ref int sum, ref int room, int part)
    {
        if (part == 1000 && sum is > 1 and < 10)
        {
            (sum, room) = (sum * 1000, 1000);
            return true;
        }
        if (part == 0 || part >= room)
            return false;
        (sum, room) = (sum + part, Room(part));
        return true;
    }

    /// <summary>What may still be added: 99 after hundreds, 9 after tens, nothing after units.</summary>
    private static int Room(int part) => part switch
    {
        >= 1000 => 1000,
        >= 100 => 100,
        >= 20 => 10,
        _ => 0,
    };

    /// <summary>The next number word, over "e"; 0 when there is none without a pause.</summary>
    private static int Next(IReadOnlyList<Word> words, int at)
    {
        if (at >= words.Count || words[at - 1].After != Stop.None)
            return 0;
        if (words[at].Text != "e")
            return at;
        return at + 1 < words.Count && words[at].After == Stop.None ? at + 1 : 0;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static FrozenDictionary<string, int> Load(string table) =>
        table.Split(' ').Select(entry => entry.Split('='))
            .ToFrozenDictionary(e => e[0], e => int.Parse(e[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
