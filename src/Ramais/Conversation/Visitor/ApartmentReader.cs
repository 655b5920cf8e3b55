using System.Collections.Frozen;
using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation.Visitor;

/// <summary>Which apartment the words name: a block and a number, the last one said when somebody corrects himself.</summary>
internal static class ApartmentReader
{
    private static readonly FrozenSet<string> BlockWords = Vocabulary.Fold("bloco bloquinho bl torre prédio edifício ala");
    private static readonly FrozenSet<string> UnitWords = Vocabulary.Fold("apartamento apê ap apto apart número casa unidade numeração nº n");
    private static readonly FrozenSet<string> Prepositions = Vocabulary.Fold("no do na da pro para pra ao até");
    private static readonly FrozenSet<string> Corrections =
        Vocabulary.Fold("não digo dizer melhor aliás perdão desculpa desculpe corrigindo errei ops opa");
    private static readonly FrozenSet<string> Counted = Vocabulary.Fold("""
        hora horas minuto minutos real reais ano anos dia dias pacote pacotes caixa caixas volume volumes pessoa pessoas andar º ª o° vez
        vezes pizzas pizza encomenda encomendas entrega entregas sacola sacolas amigo amiga amigos amigas pedido pedidos coisa coisas
        litros quilos
        """);

    /// <summary>How the letters of blocks are said.</summary>
    private static readonly FrozenDictionary<string, string> Letters = "be=b ce=c se=c de=d efe=f ge=g aga=h jota=j ka=k ele=l eme=m ene=n"
        .Split(' ').ToFrozenDictionary(entry => entry[..^2], entry => entry[^1..], StringComparer.Ordinal);

    /// <summary>The directory's number when it has the apartment, the number as spoken when it has not, empty when none was spoken.</summary>
    public static string Read(IReadOnlyList<Word> words, Asked asked, CondominiumDirectory directory)
    {
        var (block, rest) = TakeBlock(words, directory);
        var candidates = Candidates(rest, asked, block, directory);
        if (candidates.Count == 0)
            return "";
        var best = candidates.MaxBy(c => (c.Score, c.At))!;
        return best.Written;
    }

    private static List<Candidate> Candidates(IReadOnlyList<Word> words, Asked asked, string block, CondominiumDirectory directory)
    {
        var numbers = SpokenNumbers.Find(words).Where(n => IsUnit(words, n, asked)).ToList();
        var from = numbers.Count > 1 ? LastCorrection(words, numbers) : 0;
        return [.. numbers.Where(n => n.Start >= from).Select(n => Weigh(words, n, block, directory))];
    }

    private static Candidate Weigh(IReadOnlyList<Word> words, SpokenNumber number, string block, CondominiumDirectory directory)
    {
        foreach (var reading in number.Readings)
        {
            var fitting = DirectoryLookup.FindApartments(directory, Written(block, reading));
            if (fitting.Length > 0)
                return new Candidate(number.Start, 4 + CueBefore(words, number.Start), fitting.Length == 1 ? fitting[0].Number : reading);
        }
        return new Candidate(number.Start, CueBefore(words, number.Start), Written(block, number.Readings[0]));
    }

    private static string Written(string block, string digits) => block.Length == 0 ? digits : $"{block.ToUpperInvariant()}-{digits}";

    private static int CueBefore(IReadOnlyList<Word> words, int at)
    {
        if (at == 0)
            return 0;
        return UnitWords.Contains(words[at - 1].Text) ? 3 : Prepositions.Contains(words[at - 1].Text) ? 2 : 0;
    }

    /// <summary>"dois pacotes", "às dez horas" and a lone "uma" are no apartment.</summary>
    private static bool IsUnit(IReadOnlyList<Word> words, SpokenNumber number, Asked asked)
    {
        if (number.End < words.Count && Counted.Contains(words[number.End].Text) && words[number.End - 1].After == Stop.None)
            return false;
        if (number.Start > 0 && words[number.Start - 1].Text is "as" or "rua" or "avenida" or "placa" or "telefone" or "celular")
            return false;
        var isArticle = number.End == number.Start + 1 && words[number.Start].Text is "um" or "uma" or "meia" or "dois" or "duas" or "99";
        return !isArticle || asked == Asked.Apartment || CueBefore(words, number.Start) == 3;
    }

    /// <summary>The word after the last correction that stands between two numbers: "vinte e um… não, duzentos e um".</summary>
    private static int LastCorrection(IReadOnlyList<Word> words, List<SpokenNumber> numbers)
    {
        for (var at = numbers[^1].Start - 1; at >= numbers[0].End; at--)
        {
            if (Corrections.Contains(words[at].Text))
                return at + 1;
        }
        return 0;
    }

    /// <summary>Takes "bloco B", "torre dois" or a letter beside a number out of the words, leaving a pause in their place.</summary>
    private static (string Block, IReadOnlyList<Word> Others) TakeBlock(IReadOnlyList<Word> words, CondominiumDirectory directory)
    {
        for (var at = words.Count - 2; at >= 0; at--)
        {
            if (BlockWords.Contains(words[at].Text) && BlockName(words[at + 1].Text) is { } name)
                return (name, Without(words, at, 2));
        }
        if (DirectoryIndex.Of(directory).HasBlocks)
        {
            for (var at = 0; at < words.Count; at++)
            {
                if (IsLetterByNumber(words, at))
                    return (BlockName(words[at].Text)!, Without(words, at, 1));
            }
        }
        return ("", words);
    }

    private static bool IsLetterByNumber(IReadOnlyList<Word> words, int at)
    {
        var word = words[at];
        var isWrittenLetter = word.Text.Length == 1 && (char.IsUpper(word.Surface[0]) || word.Text[0] is >= 'b' and <= 'h' and not 'e');
        return (isWrittenLetter || word.Text == "be") && !word.IsNumber && (IsNumberAt(words, at + 1) || IsNumberAt(words, at - 1) || IsOfBlock(words, at));
    }

    /// <summary>"onze do A".</summary>
    private static bool IsOfBlock(IReadOnlyList<Word> words, int at) =>
        at > 1 && words[at - 1].Text is "do" or "da" && words[at - 1].After == Stop.None && IsNumberAt(words, at - 2);

    private static bool IsNumberAt(IReadOnlyList<Word> words, int at) =>
        at >= 0 && at < words.Count && SpokenNumbers.IsNumberWord(words[at].Text);

    private static string? BlockName(string word)
    {
        if (Letters.TryGetValue(word, out var letter))
            return letter;
        if (word.Length == 1 && char.IsAsciiLetterLower(word[0]))
            return word;
        return SpokenNumbers.IsNumberWord(word) ? SpokenNumbers.Find([new Word(word, word, Stop.None)])[0].Readings[0] : null;
    }

    private static List<Word> Without(IReadOnlyList<Word> words, int at, int count)
    {
        var rest = words.ToList();
        rest.RemoveRange(at, count);
        if (at > 0)
            rest[at - 1] = rest[at - 1] with { After = Stop.Pause };
        return rest;
    }

    private sealed record Candidate(int At, int Score, string Written);
}
