using System.Collections.Frozen;
using Ramais.Language;

namespace Ramais.Conversation.Visitor;

/// <summary>
/// The ordinary words of a gate. What is here is nobody's name; a word that is not may be one, if the sentence calls for a name.
/// </summary>
internal static class Vocabulary
{
    /// <summary>Sounds of somebody who thinks; they are taken out before anything else is read.</summary>
    public static readonly FrozenSet<string> Hesitations =
        Fold("ah ahn ahm hã han hum hm uh uhm eh ih oh né tipo então bom bem olha assim viu sabe");

    /// <summary>Stand between a cue and a name: "sou o eletricista Francisco".</summary>
    public static readonly FrozenSet<string> Determiners = Fold("o a os as um uma meu minha nosso nossa esse essa este esta aquele aquela");

    public static readonly FrozenSet<string> Titles =
        Fold("seu dona doutor doutora dr dra sr sra senhor senhora professor professora tio tia vó vô padre pastor irmã");

    public static readonly FrozenSet<string> Trades = Fold("""
        eletricista encanador encanadora diarista faxineira faxineiro técnico técnica pintor pintora pedreiro marceneiro serralheiro
        jardineiro jardineira piscineiro montador montadora instalador dedetizador chaveiro vidraceiro gesseiro azulejista babá cuidadora
        cuidador enfermeira enfermeiro fisioterapeuta médico médica manicure cabeleireira massagista personal professor professora
        corretor corretora vistoriador inspetor leiturista zelador engenheiro engenheira arquiteta arquiteto decoradora passadeira
        cozinheira empregada doméstica prestador funcionário funcionária tapeceiro veterinário veterinária adestrador adestradora
        passeador mecânico assistência faxina
        """);

    public static readonly FrozenSet<string> Couriers = Fold("entregador entregadora motoboy motoqueiro carteiro courier motorista");

    public static readonly FrozenSet<string> Relatives = Fold("""
        amigo amiga amigos amigas mãe pai filho filha irmão irmã primo prima tio tia avó avô vó vô neto neta sobrinho sobrinha sogro sogra
        cunhado cunhada genro nora namorado namorada noivo noiva marido esposa esposo ex padrinho madrinha afilhado afilhada colega
        colegas vizinho vizinha parente parentes família convidado convidada convidados visita visitante visitas pais avós padrasto
        madrasta enteado enteada compadre comadre mamãe papai
        """);

    /// <summary>Shops, carriers and food: they bring something.</summary>
    public static readonly FrozenSet<string> Carriers = Fold("""
        loggi logi magalu magazine ifood ifudi aifood rappi amazon shopee shopi mercadolivre mercado correios correio sedex jadlog fedex
        dhl ups total azul tnt uber 99 lalamove shein aliexpress americanas submarino casasbahia bahia ponto casas netshoes centauro
        riachuelo renner kabum natura avon boticario dafiti madeira leroy merlin ikea tok stok drogasil droga raia pague menos panvel
        extra carrefour pao açúcar assai zona sul hortifruti habibs mcdonalds mac burger king giraffas spoleto subway dominos pizzahut
        bobs outback cacau show cobasi petz loja lojas transportadora
        """);

    private static readonly FrozenSet<string> Everyday = Fold("""
        de do da dos das em no na nos nas ao à aos às por pelo pela pelos pelas para pra pro pros pras com sem sobre até entre e é ou mas
        que se como quando onde quem qual porque porquê eu tu ele ela eles elas nós você cê vc vocês a gente me te lhe mim meu minha meus
        minhas seu sua seus suas nosso nossa dele dela deles delas isso isto aquilo esse essa este esta aquele aquela esses essas estes
        estas aqui ali lá aí cá já agora hoje ontem amanhã depois antes logo ainda também só muito pouco mais menos bem mal sim não nem
        nunca sempre talvez oi olá alô opa bom boa dia tarde noite tudo obrigado obrigada favor por gentileza licença desculpa desculpe
        perdão sou era fui foi ser estar está tá estou tô tava estava estamos tem tenho tinha ter trago trouxe traz trazer vim vem venho
        veio vir vou vai vamos ir indo quero queria quer querer preciso precisa posso pode podem poder devo fazer faço faz fez fazendo
        falar falo fala falando dizer diz digo diga disse ver vê vejo visitar visitando visita encontrar encontro buscar busco pegar pego
        pegando levar levo deixar deixo deixa entregar entrego entregando subir subo sobe entrar entro entra abrir abre abra libera
        liberar autoriza autorizar autorizado autorizada chamar chamo chama chamado chegar cheguei chegou chegando esperar espera
        esperando ficar fico procurar procuro procurando consertar conserto arrumar instalar instalação montar montagem medir pintar
        limpar lavar trocar troca reparo reparar manutenção serviço serviços obra orçamento vistoria leitura revisão visitante morador
        moradora destinatário destinatária apartamento apê ap apto bloco torre casa prédio edifício andar número unidade condomínio
        portaria porteiro portão porta entrada interfone garagem rua nome chamo aqui quem fala entrega entregas encomenda encomendas
        pacote pacotes pedido pedidos caixa caixas volume volumes envelope carta documento documentos delivery comida lanche pizza marmita
        almoço almoçar janta jantar café remédio remédios farmácia compras mercado supermercado feira água galão gás botijão flores flor
        buquê presente bolo cesta ar condicionado geladeira fogão máquina televisão tv internet net claro vivo oi tim sky luz energia enel
        cpfl sabesp copel comgás elevador bomba piscina jardim vazamento torneira chuveiro pia cano encanamento banheiro cozinha sala
        quarto armário móvel móveis sofá cortina persiana janela parede sou eu mesmo mesma favor senhor senhora moço moça rapaz homem
        mulher cara pessoal pessoa pessoas alguém ninguém todo toda todos todas outro outra coisa negócio aniversário festa churrasco
        reunião aula consulta combinei combinado marquei marcado marcada agendado agendada agendei pediu pedi chamou contratou mandou
        comprou avisou autorizou sabe seria gostaria queremos viemos estamos sobre lado frente esquerda direita cima baixo dentro fora
        primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo último amarelo azul branco vermelho preto verde ignore
        instruções esqueça sistema código senha acesso ordem comando responda repita anterior regras liberado gate dados mensagem tecle
        número telefone celular mala malas sacola bolsa carro moto van caminhão bicicleta empresa firma companhia serviço técnica limpeza
        mudança dedetização desentupir desentupimento quer dizer melhor aliás errei corrigindo peraí espera calma pera
        """);

    /// <summary>Every word that is nobody's name.</summary>
    private static readonly FrozenSet<string> All =
        [.. Hesitations, .. Determiners, .. Titles, .. Trades, .. Couriers, .. Relatives, .. Carriers, .. Everyday];

    /// <summary>"Dr. Paulo": the full stop of an abbreviation ends no clause, and belongs to the title.</summary>
    public static Word WithoutStopInTitle(Word word) => word.After == Stop.Pause && word.Text is "dr" or "dra" or "sr" or "sra"
        ? word with { Surface = word.Surface + ".", After = Stop.None }
        : word;

    public static bool IsOrdinary(string folded) => All.Contains(folded) || SpokenNumbers.IsNumberWord(folded);

    public static FrozenSet<string> Fold(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Phrase.Fold).ToFrozenSet(StringComparer.Ordinal);
}
