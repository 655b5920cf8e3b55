using System.Collections.Frozen;
using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>The word classes that the phrase tables name in capitals, in every spelling that recognisers give them.</summary>
internal static class WordSets
{
    /// <summary>What <see cref="NounChunks"/> puts in the place of a person, a thing or a place.</summary>
    public const string Person = "<quem>";

    /// <inheritdoc cref="Person"/>
    public const string Pronoun = "<ele>";

    /// <inheritdoc cref="Person"/>
    public const string You = "<você>";

    /// <inheritdoc cref="Person"/>
    public const string Thing = "<coisa>";

    /// <inheritdoc cref="Person"/>
    public const string Place = "<onde>";

    /// <inheritdoc cref="Person"/>
    public const string Inside = "<dentro>";

    /// <summary>Words that may stand inside any phrase without changing it.</summary>
    public static readonly FrozenSet<string> Transparent = Fold(
        "é eh ah ahn hã hum hm hmm uh oh ai então já agora logo mesmo aí lá né viu sim porfavor direto também olha bom ali");

    /// <summary>Spellings of "para".</summary>
    public static readonly FrozenSet<string> To = Fold("para pra pro pros pras prum pruma");

    /// <summary>Words that recognisers write in several ways: naming one in a table names them all.</summary>
    private static readonly string[][] Spellings =
    [
        ["não", "num", "naum", "nãum", "nau", "n", "ñ", "nn"],
        ["para", "pra", "pro", "pros", "pras", "prum", "pruma", "pá"],
        ["tá", "ta", "tah", "está", "tão", "estão"],
        ["você", "cê", "vc", "tu", "ocê"],
    ];

    private static readonly Dictionary<string, FrozenSet<string>> Sets = new()
    {
        ["QUEM"] = Fold($"{Person} {Pronoun} {You}"),
        ["ELE"] = Fold($"{Pronoun} {You}"),
        ["COISA"] = Fold(Thing),
        ["ONDE"] = Fold($"{Place} {Inside}"),
        ["FORA"] = Fold(Place),
        ["DENTRO"] = Fold(Inside),
        ["ALGO"] = Fold($"{Person} {Pronoun} {You} {Thing}"),
        ["NAO"] = Fold("não num naum nãum nau n ñ nn nem nunca jamais tampouco"),
        ["MALOUVIDO"] = Fold("""
            ruim cortando péssima péssimo horrível baixo chiando falhando picotando abafado mudo fraco ruído estranho picotado cortado
            baixinho terrível
            """),
        ["VOCATIVO"] = Fold("""
            amigo amigão querido querida meu bem mano véi velho irmão patrão campeão parceiro brother bicho tchê uai ué rapaz gente bah
            oxe oxente égua eita vixe nossa cara moço moça chefe jovem camarada consagrado
            """),
        ["RECUSO"] = Fold("""
            nego nega negue negar negado negada negativo negativa recuso recusa recuse recusar recusado recusada rejeito rejeita rejeite
            rejeitar rejeitado barra barre barrar barrado barrada bloqueia bloqueie bloquear bloqueado bloqueada impede impeça veta vetado
            vetada dispensa dispense dispenso dispensar dispensado
            """),
        ["PODE"] = Fold("pode podem pódi podi pod podes"),
        ["TA"] = Fold("tá ta tah está esta tão estão fica ficou"),
        ["TO"] = Fold("tô to estou tou istou estava tava estamos tamos"),
        ["PARA"] = To,
        ["ENTRAR"] = Fold("""
        entrar entra entre subir subi sobe suba passar passa passe vir vim venha chegar adentrar ingressar acessar entrarem subirem
        passarem virem
        """),
        ["LIBERAR"] = Fold("liberar libera liberá libere autorizar autoriza autorizá autorize permitir"),
        ["ABRIR"] = Fold("abrir abri abre abra destravar destrava soltar apertar acionar"),
        ["ABRA"] = Fold("abre abra abram solta solte destrava destrave"),
        ["TRAZER"] = Fold("trazer traz trazê traze entregar entrega entregá"),
        ["DEIXAR"] = Fold("deixar deixa deixá deixe dexa dexar xá"),
        ["MANDAR"] = Fold("mandar manda mandá mande mandem"),
        ["IMPERATIVO"] = Fold("libera libere liberem autoriza autorize autorizem aprova aprove permita permite"),
        ["PEDI"] = Fold("pedi encomendei comprei chamei convidei marquei combinei solicitei agendei contratei pedimos chamamos"),
        ["EU_PERMITO"] = Fold("autorizo libero permito aprovo consinto"),
        ["PARTICIPIO"] = Fold("""
        autorizado autorizada autorizados autorizadas liberado liberada liberados liberadas permitido permitida aprovado aprovada
        """),
        ["TEMPO"] = Fold("""
        minuto minutinho minutim minutos instante instantinho segundo segundinho segundos momento momentinho pouco pouquinho tempo
        tempinho bocado cadinho tiquinho tico
        """),
        ["DE"] = Fold("de do da dos das"),
    };

    /// <summary>Every word of every set.</summary>
    public static readonly FrozenSet<string> All = [.. Sets.Values.SelectMany(s => s), .. Transparent];

    /// <summary>The words of a set, or every spelling of the word itself, folded as the phrases are.</summary>
    public static IEnumerable<string> Expand(string word)
    {
        if (Sets.TryGetValue(word, out var set))
            return set;
        if (char.IsUpper(word[0]))
            throw new InvalidOperationException($"«{word}» is no set of words.");
        return Spellings.FirstOrDefault(s => s.Contains(word)) is { } spellings ? Fold(string.Join(' ', spellings)) : [Phrase.Fold(word)];
    }

    public static FrozenSet<string> Fold(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w.StartsWith('<') ? w : Phrase.Fold(w)).ToFrozenSet(StringComparer.Ordinal);
}
