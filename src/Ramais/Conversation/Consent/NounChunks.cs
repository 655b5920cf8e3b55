using System.Collections.Frozen;
using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>
/// The first of two readings: people, things and places of a gate become one word each, so that the phrase tables say "QUEM" once for
/// "ele", "o rapaz do iFood" and "a minha prima Sônia".
/// </summary>
internal static class NounChunks
{
    private static readonly FrozenSet<string> Pronouns = WordSets.Fold(
        "ele ela eles elas dele dela deles delas todos todas pessoal todo mundo galera turma ambos");

    private static readonly FrozenSet<string> You = WordSets.Fold("você cê vc vocês cês tu ocê");

    private static readonly FrozenSet<string> People = WordSets.Fold("""
        rapaz moço moça menino menina homem mulher cara pessoa pessoas senhor senhora visitante visitantes visita visitas entregador
        entregadora entregadores motoboy motoqueiro motorista carteiro técnico técnica eletricista encanador encanadora pintor pedreiro
        diarista faxineira faxineiro empregada babá cuidadora enfermeira enfermeiro médico médica doutor doutora professor professora
        marceneiro jardineiro piscineiro montador instalador prestador funcionário funcionária trabalhador amigo amiga amigos amigas
        namorado namorada noivo noiva marido esposa esposo filho filha filhos filhas pai mãe pais irmão irmã irmãos irmãs primo prima
        primos tio tia tios avó avô vó vô neto neta netos sobrinho sobrinha sogro sogra cunhado cunhada genro nora vizinho vizinha colega
        colegas convidado convidada convidados parente parentes família guri guria piá muié mainha painho bebê criança crianças cliente
        zelador porteiro síndico síndica cunhadinho amiguinho menininho mocinho mocinha patroa chefe gente corretor corretora manicure
        personal fisioterapeuta
        """);

    private static readonly FrozenSet<string> Things = WordSets.Fold("""
        entrega entregas encomenda encomendas pacote pacotes pedido pedidos pizza comida lanche almoço janta jantar marmita remédio
        remédios farmácia compra compras mercado flor flores bolo água gás galão caixa caixas correspondência carta documento documentos
        sedex correio correios ifood ifudi rappi loggi magalu amazon shopee uber táxi net delivery presente hambúrguer sushi açaí bebida
        bebidas gelo ração
        """);

    private static readonly FrozenSet<string> Origins = WordSets.Fold("""
        limpeza faxina obra manutenção loja empresa igreja escola trabalho faculdade academia internet telefone luz banco firma reforma
        mudança restaurante pizzaria transportadora floricultura geladeira oficina
        """);

    private static readonly FrozenSet<string> Places = WordSets.Fold("""
        casa apartamento apê apto ap andar bloco prédio condomínio elevador portão porta entrada portaria garagem catraca hall acesso
        saída serviço corredor escada cozinha torre
        """);

    private static readonly FrozenSet<string> Insides = WordSets.Fold("cima dentro");
    private static readonly FrozenSet<string> HereThere = WordSets.Fold("aqui cá lá aí ali acolá");
    private static readonly FrozenSet<string> InTo = WordSets.Fold("em no na nos nas pelo pela até ao à pro pra para do da de o a os as por");
    private static readonly FrozenSet<string> Determiners = WordSets.Fold("""
        o a os as um uma uns umas esse essa esses essas este esta estes aquele aquela aqueles ao meu minha meus minhas nosso nossa seu sua
        nossos nossas outro outra
        """);
    private static readonly FrozenSet<string> Of = WordSets.Fold("de do da dos das");
    private static readonly FrozenSet<string> Titles = WordSets.Fold("seu dona doutor doutora dr dra sr sra senhor senhora tio tia");
    private static readonly string[] Diminutives = ["zinho", "zinha", "inho", "inha"];
    private static readonly FrozenSet<string> Ordinals = WordSets.Fold(
        "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo primeira segunda último");

    public static List<Word> Join(List<Word> words)
    {
        var joined = new List<Word>(words.Count);
        for (var at = 0; at < words.Count;)
        {
            var (kind, end) = ChunkAt(words, at);
            joined.Add(kind is null ? words[at] : new Word(kind, "", words[end - 1].After));
            at = kind is null ? at + 1 : end;
        }
        return joined;
    }

    private static (string? Kind, int End) ChunkAt(List<Word> words, int at)
    {
        if (PlaceEnd(words, at) is var place and > 0)
            return (Insides.Contains(words[place - 1].Text) ? WordSets.Inside : WordSets.Place, place);
        if (You.Contains(words[at].Text))
            return (WordSets.You, at + 1);
        var head = SkipWhile(words, at, Determiners, 2);
        if (At(words, head) is not { } noun)
            return (null, at);
        if (Pronouns.Contains(noun) && head == at)
            return (WordSets.Pronoun, at + 1);
        if (IsIn(People, noun) || IsName(words, head))
            return (WordSets.Person, WithOrigin(words, WithName(words, head + 1)));
        if (IsIn(Things, noun))
            return (WordSets.Thing, WithOrigin(words, head + 1));
        return (null, at);
    }

    /// <summary>"seu Antônio", "a Fernanda": a title makes a name of any word, a common name needs none.</summary>
    private static bool IsName(List<Word> words, int at) =>
        CommonNames.Contains(words[at].Text) || (at > 0 && Titles.Contains(words[at - 1].Text) && IsCapitalized(words[at]));

    /// <summary>A capital says something only where not everything is in capitals.</summary>
    private static bool IsCapitalized(Word word) => word.Surface.Length > 1 && char.IsUpper(word.Surface[0]) && char.IsLower(word.Surface[1]);

    private static int WithName(List<Word> words, int at)
    {
        while (Continues(words, at) && (CommonNames.Contains(words[at].Text) || Titles.Contains(words[at].Text)))
            at++;
        return at;
    }

    /// <summary>"o rapaz da Leroy": what follows "da" tells where the person is from, known to the rules or not.</summary>
    private static int WithOrigin(List<Word> words, int at)
    {
        if (!Continues(words, at + 1) || !Of.Contains(words[at].Text) || !Continues(words, at))
            return at;
        var origin = words[at + 1].Text;
        var isOrigin = Things.Contains(origin) || Origins.Contains(origin) || Places.Contains(origin) || People.Contains(origin)
            || CommonNames.Contains(origin) || (IsCapitalized(words[at + 1]) && char.IsLower(words[at].Surface[0]));
        return isOrigin ? at + 2 : at;
    }

    private static int PlaceEnd(List<Word> words, int at)
    {
        if (HereThere.Contains(words[at].Text))
            return IsForgetIt(words, at) ? 0 : WithFloor(words, at);
        var head = SkipWhile(words, at, InTo, 2);
        head = SkipWhile(words, head, Determiners, 1);
        if (At(words, head) is not { } noun || head == at && !IsIn(Places, noun))
            return 0;
        if (Ordinals.Contains(noun) && At(words, head + 1) == "andar")
            return head + 2;
        if (Insides.Contains(noun))
            return head > at ? head + 1 : 0;
        if (HereThere.Contains(noun))
            return IsForgetIt(words, head) ? 0 : head + 1;
        if (head > at && words[head].IsNumber)
            return head + 1;
        return IsIn(Places, noun) ? WithNumber(words, head + 1) : 0;
    }

    /// <summary>"deixa pra lá" and "sei lá" are not about a place.</summary>
    private static bool IsForgetIt(List<Word> words, int at) =>
        words[at].Text == "la" && at > 0 && words[at - 1].Text is "para" or "pra" or "sei";

    /// <summary>"aqui em cima", "lá dentro".</summary>
    private static int WithFloor(List<Word> words, int at)
    {
        if (!Continues(words, at + 1))
            return at + 1;
        if (Insides.Contains(words[at + 1].Text))
            return at + 2;
        var next = PlaceEnd(words, at + 1);
        return next > 0 && words[at + 1].Text is "em" or "de" or "no" or "na" or "pra" or "para" or "pro" ? next : at + 1;
    }

    private static int WithNumber(List<Word> words, int at) => Continues(words, at) && words[at].IsNumber ? at + 1 : at;

    private static int SkipWhile(List<Word> words, int at, FrozenSet<string> set, int limit)
    {
        var start = at;
        while (at < words.Count - 1 && at - start < limit && words[at].After == Stop.None && set.Contains(words[at].Text))
            at++;
        return at;
    }

    /// <summary>Brazilians make anything small: "portãozinho", "rapazinho", "caixinha".</summary>
    private static bool IsIn(FrozenSet<string> set, string noun) =>
        set.Contains(noun) || Array.Exists(Diminutives, end => noun.EndsWith(end, StringComparison.Ordinal)
            && (set.Contains(noun[..^end.Length]) || set.Contains(noun[..^end.Length] + end[^1])));

    private static bool Continues(List<Word> words, int at) => at > 0 && at < words.Count && words[at - 1].After == Stop.None;

    private static string? At(List<Word> words, int at) => at < words.Count ? words[at].Text : null;
}
