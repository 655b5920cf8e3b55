using Ramais.Calls;
using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Conversation;

/// <summary>
/// The human way out: the visitor presses 0, or asks for a person ("quero falar com o porteiro"). What is said about a porter is no request:
/// "sou o porteiro do outro prédio", "entrega para Carlos Porteiro", "não quero falar com a portaria".
/// </summary>
internal static class PersonRequest
{
    private static readonly HashSet<string> Staff =
    [
        "porteiro", "porteira", "portaria", "guarita", "atendente", "operador", "operadora", "recepcao", "recepcionista", "zelador", "zeladora",
        "vigia", "vigilante", "seguranca", "humano", "humana",
    ];

    /// <summary>Persons of any kind: only "falar com uma pessoa", never by themselves.</summary>
    private static readonly HashSet<string> Anybody = ["alguem", "pessoa", "gente", "atendimento", "funcionario", "funcionaria"];

    private static readonly HashSet<string> Verbs =
    [
        "falar", "conversar", "chamar", "chama", "chame", "passar", "passa", "passe", "transferir", "transfere", "transfira", "ligar", "liga", "ligue",
        "quero", "queria", "preciso", "gostaria", "prefiro",
    ];

    /// <summary>What may stand between the verb and whom it asks for.</summary>
    private static readonly HashSet<string> Links =
    [
        "com", "o", "a", "um", "uma", "ao", "para", "pra", "pro", "de", "do", "da", "no", "na", "me", "algum", "alguma", "outro", "outra", "seu", "por", "favor",
        .. Verbs,
    ];

    /// <summary>What may follow: politeness, and which porter.</summary>
    private static readonly HashSet<string> Tail =
    [
        "por", "favor", "ai", "dai", "aqui", "agora", "mesmo", "entao", "obrigado", "obrigada", "ta", "moca", "moco", "de", "do", "da", "predio", "condominio",
        "verdade", "real", "humano", "humana", "ne", "e", "so", "logo", "responsavel", "plantao", .. Staff,
    ];

    private static readonly HashSet<string> Openings = ["o", "a", "um", "uma", "oi", "ola", "alo", "por", "favor", "eh", "ei", "bom", "boa", "dia", "tarde", "noite", "seu", "e"];

    /// <summary>Whether the event asks for a person where that can be had: while the visitor is asked, or the resident is rung.</summary>
    public static bool IsMadeBy(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        KeyPressed { Role: LegRole.Visitor, Key: '0' } => IsOpen(state.Phase) && state.Phase != Phase.AskingApartment,
        Heard { Role: LegRole.Visitor, Transcript: { } transcript } => IsOpen(state.Phase) && IsOne(transcript.Text, context.Directory, state.Phase != Phase.AskingName),
        _ => false,
    };

    /// <summary>Whether the number keyed is the 0 alone. An apartment of that number comes first.</summary>
    public static bool IsKey(ConversationContext context, string digits) =>
        digits == "0" && DirectoryLookup.FindByKeys(context.Directory, digits) is LookupResult.NotFound;

    /// <summary>Whether the words ask for a person.</summary>
    /// <param name="text">As the recogniser wrote it.</param>
    /// <param name="directory">A resident who is called like that comes first: then only the key is left.</param>
    /// <param name="mayBeBare">"Porteiro, por favor" is enough; not where a name is expected.</param>
    public static bool IsOne(string text, CondominiumDirectory directory, bool mayBeBare)
    {
        var words = Phrase.Split(text);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at].Text;
            if (!Staff.Contains(word) && !Anybody.Contains(word))
                continue;
            if (IsAskedFor(words, at, mayBeBare && Staff.Contains(word)) && EndsThere(words, at) && !IsResident(word, directory))
                return true;
        }
        return false;
    }

    private static bool IsOpen(Phase phase) =>
        phase is Phase.AskingIntent or Phase.AskingApartment or Phase.ChoosingApartment or Phase.ChoosingResident or Phase.AskingName or Phase.Ringing;

    /// <summary>Going back from the person there is a verb of asking, with nothing but links between, and no "não" before it.</summary>
    private static bool IsAskedFor(List<Word> words, int person, bool mayBeBare)
    {
        var first = person;
        while (first > 0 && Links.Contains(words[first - 1].Text) && words[first - 1].After == Stop.None)
            first--;
        var asked = words.GetRange(first, person - first).Exists(w => Verbs.Contains(w.Text));
        if (asked)
            return first == 0 || words[first - 1].After != Stop.None || words[first - 1].Text is not ("nao" or "nem" or "sem" or "nunca");
        return mayBeBare && words.GetRange(0, person).TrueForAll(w => Openings.Contains(w.Text));
    }

    /// <summary>Nothing follows that would make somebody else of the person: a name, "disse", "do outro prédio".</summary>
    private static bool EndsThere(List<Word> words, int person)
    {
        for (var at = person + 1; at < words.Count && words[at - 1].After == Stop.None; at++)
        {
            if (!Tail.Contains(words[at].Text))
                return false;
        }
        return true;
    }

    private static bool IsResident(string word, CondominiumDirectory directory) => directory.Apartments
        .SelectMany(apartment => apartment.Residents)
        .Any(resident => Phrase.Split(resident).Exists(name => name.Text == word));
}
