using System.Collections.Frozen;
using Ramais.Language;

namespace Ramais.Conversation.Visitor;

/// <summary>
/// Why somebody is at the gate. Each word that tells carries a weight: naming the purpose (entrega, visitar, consertar) outweighs who one
/// is (motoboy, diarista, amigo), which outweighs what is only seen with it (pizza, falar). The heaviest wins, the first on a tie.
/// </summary>
internal static class Intents
{
    private const int Purpose = 4;
    private const int Who = 2;
    private const int Hint = 1;

    private static readonly FrozenDictionary<string, (VisitIntent Intent, int Weight)> Words = Load(
        (VisitIntent.Delivery, Purpose, """
            entrega entregas entregar entregando entregue delivery deliveri encomenda encomendas encomendinha sedex
            """),
        (VisitIntent.Delivery, Who + 1, """
            pacote pacotes pedido pedidos entregador entregadora motoboy carteiro correio correios correspondência courier ifood ifudi
            aifood rappi loggi logi jadlog lalamove transportadora fedex dhl
            """),
        (VisitIntent.Delivery, Who, """
            magalu amazon shopee shopi mercadolivre shein aliexpress americanas submarino netshoes kabum drogasil petz cobasi motoqueiro
            trouxe trouxemos trazer trago trazendo carta telegrama marmita marmitex envelope buquê floricultura farmácia pizzaria restaurante lanchonete
            """),
        (VisitIntent.Delivery, Hint, """
            pizza lanche comida remédio remédios flores compras mercado supermercado galão botijão água cesta hambúrguer sushi açaí
            quentinha caixa caixas volume volumes documento documentos móveis padaria bebida bebidas ração presente
            """),
        (VisitIntent.Visit, Purpose, "visita visitar visitando visitá visitante visitantes"),
        (VisitIntent.Visit, Who, """
            amigo amiga amigos amigas convidado convidada convidados namorado namorada noivo noiva aniversário festa churrasco jantar
            almoço almoçar janta avó avô vó vô neto neta sobrinho sobrinha primo prima sogro sogra cunhado cunhada genro nora padrinho
            madrinha afilhado afilhada família parente colega irmão irmã tio tia pais mãe pai filho filha marido esposa mamãe papai
            compadre comadre reunião
            """),
        (VisitIntent.Visit, Hint, "ver falar encontrar conversar buscar subir café casa"),
        (VisitIntent.Service, Purpose, """
            serviço serviços consertar conserto instalar instalação manutenção reparo reparar faxina limpeza limpar dedetização dedetizar
            desentupir desentupimento orçamento vistoria vistoriar montagem montar mudança obra reforma pintar pintura assistência medição
            medir leitura inspeção revisão trocar arrumar higienização higienizar impermeabilizar podar consertá regulagem fisioterapia massagem terapia curativo
            """),
        (VisitIntent.Service, Who + 1, """
            eletricista encanador encanadora diarista faxineira faxineiro técnico técnica pintor pintora pedreiro marceneiro serralheiro
            jardineiro jardineira piscineiro montador montadora instalador dedetizador chaveiro vidraceiro gesseiro azulejista babá
            cuidadora cuidador enfermeira enfermeiro fisioterapeuta médico médica manicure cabeleireira massagista personal professor
            professora corretor corretora vistoriador leiturista engenheiro engenheira arquiteta arquiteto decoradora passadeira
            cozinheira empregada doméstica prestador tapeceiro veterinário veterinária adestrador passeador mecânico aula trabalhar uber
            táxi taxista
            """),
        (VisitIntent.Service, Who, """
            net claro vivo sky internet enel cpfl sabesp copel comgás gás luz energia relógio hidrômetro elevador piscina vazamento
            telefonia fibra
            """));

    /// <summary>The intent of the phrase; <see cref="VisitIntent.Unknown"/> when nothing tells.</summary>
    public static VisitIntent Of(IReadOnlyList<Word> words)
    {
        Span<int> weights = stackalloc int[4];
        Span<int> first = [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue];
        for (var at = 0; at < words.Count; at++)
        {
            if (!Words.TryGetValue(words[at].Text, out var told) || IsDenied(words, at) || TellsNothing(words, at))
                continue;
            var intent = (int)Sharpen(words, at, told.Intent);
            weights[intent] = Math.Max(weights[intent], told.Weight);
            first[intent] = Math.Min(first[intent], at);
        }
        return Heaviest(weights, first);
    }

    private static VisitIntent Heaviest(ReadOnlySpan<int> weights, ReadOnlySpan<int> first)
    {
        var best = VisitIntent.Unknown;
        foreach (var intent in (ReadOnlySpan<VisitIntent>)[VisitIntent.Delivery, VisitIntent.Visit, VisitIntent.Service])
        {
            var (weight, least) = (weights[(int)intent], weights[(int)best]);
            if (weight > least || (weight == least && weight > 0 && first[(int)intent] < first[(int)best]))
                best = intent;
        }
        return best;
    }

    /// <summary>"visita técnica" is a service; "entregar o orçamento" stays what its verb says.</summary>
    private static VisitIntent Sharpen(IReadOnlyList<Word> words, int at, VisitIntent intent) =>
        words[at].Text == "visita" && at + 1 < words.Count && words[at + 1].Text is "tecnica" or "tecnico" ? VisitIntent.Service : intent;

    /// <summary>"não é entrega, é visita".</summary>
    private static bool IsDenied(IReadOnlyList<Word> words, int at)
    {
        for (var back = at - 1; back >= Math.Max(0, at - 3) && words[back].After == Stop.None; back--)
        {
            if (words[back].Text is "nao" or "num" or "nem")
                return true;
        }
        return false;
    }

    /// <summary>"casa 7" is a number, and one may speak ("pode falar que é o Beto") without visiting.</summary>
    private static bool TellsNothing(IReadOnlyList<Word> words, int at)
    {
        var next = at + 1 < words.Count ? words[at + 1].Text : "";
        return words[at].Text switch
        {
            "casa" => SpokenNumbers.IsNumberWord(next),
            "falar" => next is not ("com" or "co"),
            _ => false,
        };
    }

    private static FrozenDictionary<string, (VisitIntent, int)> Load(params (VisitIntent Intent, int Weight, string Words)[] rows) =>
        rows
            .SelectMany(r => r.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => (Word: Phrase.Fold(w), r.Intent, r.Weight)))
            .DistinctBy(e => e.Word).ToFrozenDictionary(e => e.Word, e => (e.Intent, e.Weight), StringComparer.Ordinal);
}
