namespace Ramais.Conversation.Consent;

/// <summary>What keeps the visitor out. "não" before a verb of permission is not here: <see cref="Negation"/> finds it for every verb.</summary>
internal static class Refusals
{
    public static readonly string[] Firm =
    [
        // one word
        "RECUSO ALGO?",
        "proibido|proibida|proíbo|proibir|proíba|desautorizo|desautorizado|cancela|cancele|cancelado|cancelar|impossível|inadmissível ALGO?",
        "entrada|visita|ONDE TA? negada|negado|proibida|barrada|recusada|bloqueada", "ninguém", "=rua", "xô", "rala", "vaza", "some",
        "suma", "capaz", "esquece|esqueça", "negativo operante", "fora de cogitação|questão",

        // send away
        "PODE|quero|vou|vamos|prefiro negar|recusar|barrar|rejeitar|dispensar|bloquear|cancelar|proibir ALGO? ONDE?",
        "MANDAR QUEM? ir? embora|voltar|vazar|sair|andar|passear|catar|pastar|circular ONDE?", "MANDAR QUEM? dar meia volta",
        "PODE QUEM? ir? embora ONDE?", "DEIXAR QUEM? ir embora", "PODE MANDAR QUEM? ir? embora|voltar|vazar|sair|andar|passear",
        "PODE voltar|vazar|sair", "vai|vá embora", "some|suma daqui", "sai|cai|saia|caia fora", "tira|tire QUEM daí|daqui",
        "fala|fale|diz|diga|falar|dizer|avisa PARA? QUEM? que? não",
        "fala|fale|diz|diga|falar|dizer|pede|peça PARA QUEM? ir? embora|voltar|sair|vazar",
        "fala|fale|diz|diga|falar|dizer para? voltar|sair|vazar",
        "PODE? fala|fale|diz|diga|falar|dizer PARA? QUEM? que eu? saí|viajei|mudei|sumi|morri",
        "PODE? fala|fale|diz|diga|falar|dizer|avisa PARA? QUEM? que eu? não TO ONDE?",
        "PODE? fala|fale|diz|diga|falar|dizer|avisa que? não TO|tem QUEM|ninguém|gente? ONDE?", "volta|volte|voltar depois|amanhã",
        "volta|volte|voltar|vem|venha mais tarde", "volta|volte|voltar|vem|venha em? outra|outro hora|dia|momento",
        "deixa|deixe para lá", "deixa quieto", "DEIXAR para próxima|depois|amanhã", "MANDAR? DEIXAR para outro|outra dia|hora|vez",
        "DEIXAR QUEM? ONDE? fora", "DEIXAR QUEM? FORA fora", "DEIXAR QUEM? do lado de fora", "chama|chame|chamar a? polícia|segurança",
        "vou chamar a? polícia|segurança", "afasta QUEM?",

        // never
        "TO fora", "bem|que capaz", "nem a|à pau|porrete",
        "nem morto|morta|ferrando|lascando|sonhando|brincando|louco|louca|fudendo|fodendo|pensar|quero|pense|pensa|vem",
        "nem pense|pensa nisso", "nem por cima|nada", "nem por um? decreto", "nem que a vaca tussa", "nem que me paguem",
        "nem em sonho", "nem de longe", "nem abre|libera|DEIXAR|ENTRAR",
        "de|em|sob|por jeito|modo|maneira|forma|hipótese|circunstância nenhum|nenhuma|algum|alguma", "de jeito maneira",
        "em|de|sob nenhum|nenhuma hipótese|circunstância|momento|caso|forma|jeito|maneira|modo", "nem sob hipótese nenhuma",
        "sem chance|condição|condições|possibilidade|autorização|permissão|interesse", "nananinanão", "na na ni na não",
        "não senhor|senhora", "nada disso|feito", "nada de ENTRAR", "nada de ALGO",

        // no, in other words
        "não NAO? que não", "claro|lógico|óbvio|certeza|evidente|obviamente|certamente|evidentemente|certo que? não",
        "com certeza absoluta? que? não", "é claro que não", "mas é? claro que? não", "acho|achei|penso|creio que não",
        "acho|achei|penso|é melhor não", "disse|falei|falo|digo|repito que não", "acho que é? melhor não", "melhor não", "prefiro não",
        "prefiro que QUEM? não ENTRAR?", "obrigado|obrigada mas não", "quero não QUEM?", "não quero|queremos|queria ALGO?",
        "não quero|queremos|queria que QUEM? ENTRAR ONDE?", "não posso|podemos", "não dá", "não vai dar|rolar", "não rola",
        "rola|dá não", "vai dar não", "não tem como", "tem como não", "sem como", "não é possível|viável|conveniente",
        "não quero|posso|vou|podemos|queremos receber|atender ALGO|ninguém?",
        "não recebo|aceito|atendo|recebemos|aceitamos ALGO|ninguém?", "recebo|aceito não",
        "não aceito|concordo|consinto|confirmo|interessa|preciso|precisamos", "não me interessa", "preciso não",
        "não tenho|temos interesse", "não faço questão", "não é necessário", "não precisa", "precisa não", "não carece",
        "não TO autorizando|liberando|deixando|querendo|recebendo|atendendo|podendo|precisando ALGO|ninguém?",
        "não TO interessado|interessada|interessados|disposto|disposta ALGO?",
        "não TO a? fim|afim de? ALGO?", "não autorizei|liberei|permiti|deixei ALGO|ninguém?",
        "não dou|tem|têm|tenho autorização|permissão|acesso", "não dou", "dou não", "não TA|foi|é PARTICIPIO", "TA não PARTICIPIO?",
        "não vai|vão|vou|deve|precisa|precisam ENTRAR|LIBERAR|ABRIR|DEIXAR|TRAZER ONDE?",
        "não é para ENTRAR|LIBERAR|ABRIR|DEIXAR|TRAZER ONDE?", "vai|vão ENTRAR não", "ninguém ENTRAR ONDE?", "ninguém pode|vai ENTRAR",
        "ninguém TA? PARTICIPIO", "nenhum|nenhuma visita|entrega|QUEM|COISA", "não há|tem|vejo possibilidade|condição|condições|chance",
        "QUEM não ENTRAR ONDE?", "QUEM? não é bem vindo|vinda", "não DEIXAR", "não faz|faça isso", "não insiste|insista",
        "não quero|queremos QUEM ONDE?",
    ];

    public static readonly string[] Disowns =
    [
        // nobody I know
        "não conheço|conhecemos|conheci|reconheço ALGO?", "conheço não", "nem conheço ALGO?", "nunca vi ALGO?",
        "nunca ouvi falar em|de|do|da? ALGO?", "desconheço ALGO?", "não sei quem é ALGO?", "não faço ideia de? quem é|seja ALGO?",
        "não mora ninguém? ONDE? com? esse? nome? ONDE?", "não mora mais ONDE?", "não tem ninguém com? esse? nome? ONDE?",
        "não tem|mora essa|esse|nenhuma|nenhum? pessoa|ALGO ONDE?",

        // nothing I wait for
        "não TO esperando|aguardando ALGO|ninguém|nada|nenhuma|nenhum? COISA?",
        "não espero|aguardo|esperava ALGO|ninguém|nada|nenhuma|nenhum? COISA?", "TO esperando ninguém|nada|não",
        "não PEDI ALGO|ninguém|nada|nenhuma|nenhum? ALGO?", "PEDI nada|ninguém|não", "não fiz|fizemos nenhum|nenhuma? COISA|compra",
        "não fiz|fizemos COISA nenhum|nenhuma", "não fui eu", "não fui eu que|quem PEDI",
        "ninguém pediu|chamou|comprou|encomendou|convidou ALGO|nada?", "não lembro de? ter pedido|comprado|chamado ALGO?",
        "não tenho nada para? receber?", "não tenho ALGO|visita para? receber|chegar?", "não marcamos nada|ALGO?",

        // not here
        "não é|foi|era para mim|nós|cá|gente", "não é para ALGO|ONDE", "não é ONDE", "não é comigo|daqui|conosco",
        "não é meu|minha|nosso|nossa|desse|deste COISA?", "não é ALGO", "é para mim não", "é ONDE não", "é comigo não",
        "foi|é um? engano", "engano", "endereço|apartamento|número|casa|ONDE errado|errada", "QUEM|ONDE? não é daqui",
    ];
}
