namespace Ramais.Server.Speech;

/// <summary>
/// The closed vocabulary of VOSK_GRAMMAR: what visitors say anyway, and the names and numbers of the condominium. Everything else comes out as
/// <c>[unk]</c>, which is no word.
/// </summary>
internal static class VoskGrammar
{
    private const string Unknown = "[unk]";

    private const string Everyday = """
        bom dia boa tarde noite olá oi alô por favor obrigado obrigada sim não isso é eu sou aqui meu nome minha o a os as um uma de da do das dos
        com para pra pro no na em e que quem vim venho veio está estou tenho tem trazer deixar entregar buscar pegar falar ver visitar chamar
        entrega encomenda pacote correio correios comida pizza lanche remédio farmácia mercado água gás flores documento motoboy entregador
        visita amigo amiga irmão irmã mãe pai filho filha primo prima tio tia namorado namorada convidado convidada
        serviço conserto manutenção técnico técnica internet instalação obra pedreiro pintor eletricista encanador diarista faxina limpeza
        apartamento apto bloco torre casa andar cobertura senhor senhora dona seu morador moradora porteiro portaria errado repete repetir
        zero um uma dois duas três quatro cinco seis meia sete oito nove dez onze doze treze quatorze catorze quinze dezesseis dezessete dezoito
        dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento duzentos trezentos quatrocentos quinhentos
        seiscentos setecentos oitocentos novecentos mil
        """;

    private static readonly string[] EverydayWords = Everyday.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The phrase list: single words, so that they combine freely. Words that the model does not know are ignored by the server.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> hints) =>
        [.. EverydayWords.Concat(hints.SelectMany(NameWords)).Distinct(StringComparer.Ordinal), Unknown];

    /// <summary>The words of a text that stand for words.</summary>
    public static string Understood(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word is not (Unknown or "<unk>")));

    // The model's words are lower-case letters with their accents; digits are spoken as the number words above.
    private static IEnumerable<string> NameWords(string name) =>
        name.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.All(char.IsLetter));
}
