namespace Ramais.Conversation.Consent;

/// <summary>What keeps the visitor out. "não" before a verb of permission is not here: <see cref="Negation"/> finds it for every verb.</summary>
internal static class Refusals
{
    public static readonly string[] Firm =
    [
        "nego", "negado", "negada", "nega", "negue", "negar", "negativo", "negativa", "pode|quero|vou negar|recusar|barrar|rejeitar|dispensar|bloquear|cancelar QUEM?",
        "recuso", "recusado", "recusada", "recusa", "recuse", "recusar", "rejeito", "rejeitado", "rejeita", "rejeite", "rejeitar",
        "barra", "barra QUEM", "barre", "barrado", "barrada", "barrar", "bloqueia", "bloqueie", "bloqueado", "bloqueada", "bloquear", "impede", "veta", "vetado", "vetada",
        "proibido", "proibida", "proíbo", "proibir", "proíba", "desautorizo", "desautorizado", "dispensa", "dispense", "dispenso", "dispensado", "dispensada", "dispensar",
        "cancela", "cancele", "cancelado", "cancelar", "impossível", "inadmissível", "fora de cogitação|questão",
        "MANDAR|pode|PODE QUEM? ir? embora ONDE?", "MANDAR QUEM? embora|voltar|vazar|sair|andar|passear|catar|pastar|circular", "MANDAR QUEM? dar meia volta",
        "PODE MANDAR QUEM? ir? embora|voltar|vazar|sair|andar|passear", "PODE dispensar|negar|barrar|recusar QUEM?", "PODE voltar|vazar|sair|cancelar",
        "fala|fale|diz|diga PARA? QUEM? que? não NAO?", "fala|fale|diz|diga PARA QUEM ir embora", "fala|fale|diz|diga PARA QUEM voltar|sair|vazar", "vai|vá embora", "vaza", "some", "suma", "some daqui",
        "sai|cai|saia fora?", "xô", "rala", "rua", "tira QUEM daí?", "volta|volte|voltar depois|amanhã|outra|mais outro? hora|dia|tarde?", "vem|venha outra|outro|depois hora|dia?",
        "deixa|deixe para lá", "deixa quieto", "esquece", "esqueça", "deixa para próxima|depois|outro|outra dia|hora?",
        "TO fora", "capaz", "bem capaz", "que capaz", "nem a|à|pau|morto|morta|ferrando|lascando|sonhando|brincando|louco|louca|vem pau?", "nem por nada", "nem fudendo|fodendo", "nem pensar", "nem por cima",
        "nem que a vaca tussa", "nem que me paguem", "nem por um decreto", "nem por decreto", "nem em sonho", "nem de longe", "nem quero", "nem a porrete",
        "de|em|sob|por jeito|modo|maneira|forma|hipótese|circunstância nenhum|nenhuma|algum|alguma", "de jeito maneira", "em nenhuma|nenhum|hipótese|momento|caso hipótese|circunstância|momento?",
        "sob nenhuma hipótese", "de nenhuma|nenhum forma|jeito|maneira|modo", "nem sob hipótese nenhuma", "sem chance", "sem condição|condições", "sem possibilidade", "sem autorização", "sem permissão",
        "nananinanão", "negativo operante", "na na ni na não", "não senhor|senhora", "nada disso", "nada feito", "nada de ENTRAR|visita|visitas|ALGO",
        "não NAO? que não", "claro|lógico|óbvio|certeza|evidente|obviamente|certamente|evidentemente que? não", "com certeza que? não", "com certeza absoluta não", "é claro que não", "mas é? claro que não",
        "melhor não", "acho|achei|penso melhor|que não", "acho que é? melhor não", "prefiro não", "prefiro que QUEM? não ENTRAR?", "obrigado mas não", "quero não", "quero não QUEM",
        "não quero NAO?", "não queremos", "não posso|podemos", "não dá NAO?", "não vai dar NAO?", "não vai rolar", "não rola", "rola não", "dá não", "vai dar não", "não tem como", "tem como não", "sem como", "não é possível",
        "não quero|posso|vou|podemos|queremos receber|atender ALGO?|ninguém|NAO?", "não recebo|aceito|atendo|recebemos|aceitamos ALGO?", "recebo|aceito não", "não aceito", "não concordo", "não consinto", "não confirmo",
        "não dou|tem|têm|tenho autorização|permissão|acesso", "não dou", "dou não", "não tá|está|foi|é PARTICIPIO", "tá|está não PARTICIPIO?",
        "não vai|vão|pode|podem|precisa|precisam|deve|é para ENTRAR|LIBERAR|DEIXAR|TRAZER|vim ONDE?", "não precisa NAO?", "precisa não", "não carece", "vai|vão ENTRAR não",
        "ninguém ENTRAR", "ninguém pode|vai|tá|está|PARTICIPIO ENTRAR|PARTICIPIO?", "ninguém", "nenhuma|nenhum visita|entrega|QUEM|COISA", "não há|tem possibilidade|condição|condições|chance NAO?",
        "QUEM não ENTRAR", "QUEM? não é bem? vindo|vinda", "não é bem vindo|vinda", "chama|chame|chamar a|vou polícia|segurança", "vou chamar a polícia|segurança",
        "deixa QUEM? fora", "deixa QUEM? do lado de fora", "não chega|deixe|deixar", "não faz|faça isso", "não insiste|insista", "afasta QUEM?", "nem abre|libera|DEIXAR|ENTRAR",
    ];

    public static readonly string[] Disowns =
    [
        "não conheço|conhecemos|conheci|reconheço ALGO? NAO?", "conheço não", "nem conheço ALGO?", "nunca vi ALGO?", "nunca ouvi falar de?|em|do|da? ALGO?", "desconheço ALGO?", "não sei quem é ALGO? NAO?", "não faço ideia de? quem é|seja ALGO?", "não lembro de? ter pedido|comprado|chamado",
        "não TO|tava|estávamos|estamos|to esperando|aguardando ALGO|ninguém|nada|nenhuma|nenhum? COISA?", "não espero|aguardo|esperava ALGO|ninguém|nada|nenhuma|nenhum? COISA?", "TO esperando ninguém|nada não?", "TO esperando não",
        "não pedi|pedimos|encomendei|comprei|chamei|convidei|marquei|solicitei|combinei|agendei|contratei ALGO|ninguém|nada|nenhuma|nenhum? COISA?", "pedi|chamei|comprei|convidei nada|ninguém|não", "ninguém pediu|chamou|comprou|encomendou|convidou ALGO|nada?",
        "não é para mim|nós|cá|gente ALGO?", "não é ONDE NAO?", "não é comigo|daqui|conosco|meu|minha|nosso|nossa|desse COISA?", "não é ALGO NAO?", "não mora ninguém?|mais? ONDE? ninguém?", "não mora ninguém com? esse? nome? ONDE?", "é para mim não", "é ONDE não", "é comigo não",
        "foi|é engano", "é um engano", "engano", "endereço|apartamento|número|casa|ONDE errado|errada", "QUEM|ONDE? não é daqui", "não tem ninguém com? esse? nome? ONDE?", "não tem|mora essa|esse|nenhuma|nenhum? pessoa|ALGO ONDE?",
        "não tenho nada para? receber?", "não tenho COISA|ALGO|visita para? receber|chegar?", "não marcamos nada|ALGO?",
    ];
}
