using CsCheck;
using Ramais.Conversation;
using Ramais.Language;
using Ramais.Tests.Language;

namespace Ramais.Tests.Conversation;

/// <summary>
/// Phrases built from a grammar of approvals, negations, conditions, contrasts, questions and fillers. Whatever negates, doubts or asks
/// must keep the gate shut, in any order and under any noise of a recogniser.
/// </summary>
public sealed class ConsentGrammarTests
{
    private const int Phrases = 40_000;

    private static readonly string[] Approvals =
    [
        "sim", "pode", "pode entrar", "pode subir", "pode deixar subir", "pode deixar ele entrar", "pode liberar", "pode abrir o portão", "libera", "libera a entrada",
        "autorizo", "autorizo a entrada", "eu autorizo", "deixa entrar", "deixa ele subir", "manda subir", "manda entrar", "abre", "abre o portão", "tá autorizado",
        "liberado", "tá liberado", "ok", "claro", "com certeza", "beleza", "pode mandar", "sobe", "libero", "permito", "deixa a moça entrar", "faz ele subir", "pode vir",
    ];

    private static readonly Gen<string> Approval = Gen.OneOf(Approvals);

    private static readonly Gen<string> Permit = Approval.Where(a => a is not ("sim" or "ok" or "claro" or "com certeza" or "beleza"));

    private static readonly Gen<string> Negator = Gen.OneOf([
        "não", "nao", "num", "NÃO", "nunca", "jamais", "nem", "de jeito nenhum", "de forma alguma", "claro que não", "não é pra", "não quero que", "não vou deixar", "nem pensar",
        "não não", "nãããão", "ninguém", "hoje não", "agora não", "acho que não", "negativo", "nego", "sem essa"]);

    private static readonly Gen<string> Filler = Gen.OneOf([
        "", "", "", "ééé", "hum", "ahn", "olha", "então", "moço", "por favor", "bom dia", "alô", "oi", "é", "eu", "meu amigo", "seu porteiro", "já", "agora", "assim", "né", "viu",
        "minha mulher", "o rapaz", "ele", "aí", "tipo"]);

    private static readonly Gen<string> Condition = Gen.OneOf([
        "se for o Pedro", "se ele tiver documento", "só se", "caso seja entrega", "talvez", "depende", "quando eu descer", "desde que seja rápido", "acho que", "depois", "amanhã", "mais tarde",
        "assim que ela chegar", "a não ser que", "quem sabe", "será que", "tanto faz", "não sei se", "sei lá", "contanto que", "vou ver se"]);

    private static readonly Gen<string> Contrast = Gen.OneOf([
        "mas ele não", "mas não", "mas só ele", "só que não", "porém", "menos ele", "exceto o rapaz", "mas espera", "não, espera", "mentira", "brincadeira", "ou não", "mas deixa na portaria",
        "não pera", "não sei", "mas quem é"]);

    private static readonly Gen<string> Question = Gen.OneOf([
        "quem é", "quem", "pra quem", "o que é", "qual o nome dele", "de onde ele é", "quem mandou", "por que ele veio", "qual empresa", "entrega de quê"]);

    private static readonly Gen<string> Joint = Gen.OneOf([" ", " ", ", ", "... ", ". "]);

    private static readonly Gen<string> Negated = Sequence(Filler, Negator, Filler, Approval, Filler);
    private static readonly Gen<string> PostNegated = Gen.Select(Filler, Permit, Gen.OneOf(["não", "nao", "não não", "nunca", "jamais", "de jeito nenhum"]), (f, a, n) => $"{f} {a} {n}");
    private static readonly Gen<string> Conditional = Gen.OneOf(Sequence(Condition, Filler, Approval, Filler), Sequence(Approval, Filler, Condition));
    private static readonly Gen<string> Contrasted = Sequence(Filler, Approval, Filler, Contrast);
    private static readonly Gen<string> Asked = Gen.OneOf(Sequence(Filler, Approval).Select(p => p + "?"), Sequence(Question, Filler, Approval), Sequence(Approval, Filler, Question));

    [Fact]
    public void Approvals_of_the_grammar_are_approvals() =>
        Assert.All(Approvals, phrase => Assert.Equal(ConsentAnswer.Authorize, ConsentRules.Classify(phrase)));

    [Fact]
    public void What_is_negated_never_opens() => NeverAuthorizes(Gen.OneOf(Negated, PostNegated));

    [Fact]
    public void What_hangs_on_a_condition_never_opens() => NeverAuthorizes(Conditional);

    [Fact]
    public void What_is_taken_back_never_opens() => NeverAuthorizes(Contrasted);

    [Fact]
    public void What_asks_never_opens() => NeverAuthorizes(Asked);

    [Fact]
    public void Noise_never_makes_an_approval_of_another_reply()
    {
        var others = Samples.Rows("replies.tsv").Concat(Samples.Rows("resident_replies.tsv")).Where(r => r[0] != "authorize").Select(r => r[1]).ToArray();
        NeverAuthorizes(Gen.OneOf(others));
    }

    private static void NeverAuthorizes(Gen<string> phrases) =>
        Noisy(phrases).Sample(
            phrase => ConsentRules.Classify(phrase) != ConsentAnswer.Authorize,
            iter: Phrases, threads: 1, print: phrase => $"«{phrase}»");

    private static Gen<string> Sequence(params Gen<string>[] parts) =>
        parts.Aggregate((all, part) => Gen.Select(all, Joint, part, (a, joint, b) => b.Length == 0 ? a : a.Length == 0 ? b : a + joint + b));

    /// <summary>What recognisers do to a phrase: lose accents, shout, lose pauses, repeat a word, write a hesitation, stretch a vowel.</summary>
    private static Gen<string> Noisy(Gen<string> phrases) => Gen.Select(phrases, Gen.Int[0, 7], Gen.Int[0, 63], (phrase, kind, place) => kind switch
    {
        1 => LetterFolding.Fold(phrase),
        2 => phrase.ToUpperInvariant(),
        3 => phrase.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal),
        4 => At(phrase, place, word => $"{word} {word}"),
        5 => At(phrase, place, word => $"{word} ééé"),
        6 => At(phrase, place, word => word.Replace("a", "aaa", StringComparison.Ordinal).Replace("o", "ooo", StringComparison.Ordinal)),
        7 => At(phrase, place, word => $"hum, {word}"),
        _ => phrase,
    });

    private static string At(string phrase, int place, Func<string, string> change)
    {
        var words = phrase.Split(' ');
        words[place % words.Length] = change(words[place % words.Length]);
        return string.Join(' ', words);
    }
}
