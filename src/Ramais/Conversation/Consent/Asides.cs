namespace Ramais.Conversation.Consent;

/// <summary>What is understood and decides nothing, and what surrounds an answer without changing it.</summary>
internal static class Asides
{
    /// <summary>Conditions, doubts and recorded greetings: neither an approval nor a refusal beside them is taken.</summary>
    public static readonly string[] Doubts =
    [
        "se", "caso", "talvez", "depende", "depende de|do quem|que|qual for|é|ser?", "quem for|quiser", "vai depender", "quando",
        "sempre que|quando", "quem sabe", "só se", "a não ser", "a menos", "desde que", "contanto que", "assim que", "tanto faz",
        "você que sabe", "você decide", "é contigo|com você", "sei lá", "não|nem sei NAO?", "sei não", "sei não viu",
        "não|nem tenho certeza", "tenho certeza não", "não|nem faço ideia", "estou|TO em dúvida", "por que|porque não", "pois não",
        "ou não", "sim ou não", "senão", "pode ser que", "é capaz", "capaz que", "será", "será que", "quiçá", "vou pensar", "vou ver",
        "recado", "sinal", "caixa postal", "mensagem", "após", "chamada", "chamado", "indisponível", "disponível", "fora de|da área",
        "bip", "tecle", "digite", "secretária", "número chamado|discado|que", "no momento", "poderia", "podia", "deveria", "pudesse",
        "quase", "não posso|consigo|podemos falar|atender|responder|conversar ALGO?", "não é bem assim", "não é ele|ela|isso", "só não",
        "menos", "exceto", "além", "sem ser",
    ];

    /// <summary>Decides nothing; a refusal beside it stands.</summary>
    public static readonly string[] Others =
    [
        "mas", "só|somente|apenas", "porém", "só que", "entretanto", "todavia", "acho que?", "penso", "parece que?", "creio", "imagino",
        "deve", "sou eu|QUEM", "TO ouvindo|escutando|dirigindo|entendendo", "pode|PODE falar|dizer|perguntar|continuar|ir|ficar|sair",
        "pode|PODE até|só|ainda|depois|amanhã", "eu? ouvi|entendi|escutei", "para LIBERAR|negar", "para autorizar",
        "é para LIBERAR|DEIXAR|ENTRAR",

        // leaving a parcel is not coming in
        "PODE? DEIXAR|MANDAR|largar ALGO? FORA|comigo", "PODE? DEIXAR|largar|colocar|põe|bota COISA",
        "PODE? DEIXAR|MANDAR|largar ALGO? com QUEM", "MANDAR COISA",
        "DEIXAR|MANDAR QUEM? deixar|ficar|esperando|FORA|parado|quieto ALGO|ONDE? ONDE?", "PODE DEIXAR QUEM? FORA|esperando", "deixa",
        "deixe", "PODE receber|pegar|guardar|assinar ALGO?", "QUEM recebe|pega|guarda|assina", "recebe|pega|guarda|assina ALGO?",

        // somebody else's permission, or another day's
        "QUEM disse|falou|diz|fala que sim", "QUEM disse|falou que QUEM? PODE", "não é da|de minha|sua|tua|vossa conta",
        "QUEM autorizou|liberou|deixou|permitiu|mandou", "já? autorizei|liberei|deixei|mandei|permiti|abri ALGO?", "foi PARTICIPIO",
        "ELE autoriza|libera|abre|deixa|manda|entra|sobe|passa|vem ALGO? ONDE?", "autoriza ONDE", "quem autoriza", "conheço sim",
        "TO? sem tempo", "infelizmente", "sinto muito", "lamento", "ABRA COISA", "amanhã", "depois", "mais tarde", "ontem",
    ];

    public static readonly string[] Hellos = ["alô", "pronto", "alô alô"];

    public static readonly string[] Wheres = ["FORA", "com ALGO", "comigo", "para FORA"];

    /// <summary>What somebody says who did not hear, if the voice rises.</summary>
    public static readonly string[] Echoes = ["=oi", "=hã|han|ahn|hum|hm|uh|ah|ahm"];

    /// <summary>May stand beside an approval.</summary>
    public static readonly string[] Harmless =
    [
        "porfavor", "por favor|gentileza|obséquio", "faz|faça o|um|esse favor", "faz favor", "faça a gentileza",
        "obrigado|obrigada|obrigadão|brigado|brigada", "muito obrigado|obrigada", "valeu|vlw|agradeço|agradecido|agradecida", "bom dia",
        "boa tarde|noite", "oi", "olá", "opa", "e aí", "ei", "ô",
        "VOCATIVO",
        "meu amigo|querido|bem|anjo|filho|irmão|chapa|rei|nobre|caro", "minha querida|filha|amiga", "seu porteiro|moço|guarda",
        "à|a vontade", "fique|fica à|a vontade", "tranquilamente", "rapidinho", "né", "viu", "tá", "beleza", "certo", "isso",
        "isso mesmo|aí", "exato", "exatamente", "é", "é isso", "é isso mesmo|aí", "correto", "pois é", "ah tá", "sei", "sei sim",
        "entendi", "tudo", "tudo bem|bom", "oi tudo bem|bom", "aham", "uhum", "arrã", "então", "bom", "ah", "hoje", "eu", "já", "aí",
        "também", "mesmo", "agora", "logo", "olha", "vai|vá|vamos|vamo", "desculpa|desculpe", "QUEM", "COISA", "DENTRO", "é|são ALGO",
        "é|são ALGO QUEM|ONDE?", "é|são ALGO sim", "é de|da|do casa|família|confiança|ALGO", "é para mim|nós|gente|cá|ONDE",
        "é para QUEM", "é meu|minha|nosso|nossa ALGO?", "é conhecido|conhecida|gente|pessoa|parente ALGO? boa|fina?",
        "é conhecido|conhecida de|da|do|minha|meu QUEM?", "é ONDE mesmo?", "é o|a|um|uma *", "eu? conheço|conhecemos ALGO? bem?",
        "eu? sei quem é ALGO?", "que? eu? que? PEDI ALGO|isso? ONDE?", "fui eu que|quem pedi|encomendei|comprei|chamei|convidei ALGO?",
        "eu? já? TO esperando|aguardando|à|no espera|aguardo? de|por|pelo|pela? ALGO|isso|mesmo? ONDE?", "eu? TO ONDE", "TO em casa",
        "TO ONDE esperando|aguardando?", "que eu? TO esperando|aguardando ALGO?", "que eu? TO ONDE", "que é ALGO",
        "que? ONDE TA aberto|aberta|destrancada", "ciente", "TO ciente", "TO sabendo", "que é meu|minha|nosso|nossa",
        "que é para mim|nós", "que eu? conheço|pedi|recebo ALGO?", "que? eu? recebo ALGO? ONDE?", "eu? vou receber ALGO? ONDE?",
        "é minha|meu|uma|um COISA", "ALGO chegou", "até que enfim", "finalmente", "que bom", "que ótimo", "que legal",
        "perfeito|ótimo|ótima|maravilha|show|joia|legal|massa|tri|tmj", "show de bola", "na boa", "é nóis", "tamo junto",
        "graças a deus", "ainda bem", "já tava|estava na hora", "já era hora", "não se? preocupe|preocupa não?",
        "não|nem precisa nem|mais? perguntar|avisar|anunciar|interfonar|ligar|confirmar|pedir nada|autorização|mais|não? não?",
        "nem precisa? nem? pergunta|perguntar|pergunte", "nem pergunta|pergunte", "não demora|demore não?", "para QUEM|DENTRO|mim",
        "por mim", "para ENTRAR", "ENTRAR", "DEIXAR ENTRAR", "de|do|da QUEM|COISA|DENTRO",
    ];
}
