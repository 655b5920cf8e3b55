namespace Ramais.Conversation.Consent;

/// <summary>
/// What lets the visitor in. The question was "Você autoriza a entrada?". A verb of permission is a yes, and so is a word that assents to a
/// request ("sim", "claro", "ok", "beleza", "pode ser"). A word that confirms a statement ("isso", "exato", "certo", "é"), praises ("ótimo")
/// or shows that somebody listens ("tá", "sei", "uhum", "tudo bem") is not: people say those on the telephone before they have decided, and recognisers
/// write them for coughs.
/// </summary>
internal static class Approvals
{
    public static readonly string[] Permits =
    [
        // pode (deixar ele) subir
        "QUEM? PODE", "QUEM? PODE sim", "PODE QUEM", "QUEM? PODE QUEM? ENTRAR ONDE? ONDE? ONDE?",
        "QUEM? PODE ir? subindo|entrando|passando|vindo|abrindo|liberando ONDE?",
        "QUEM? PODE DEIXAR|MANDAR|falar|fazer|pedir para? QUEM? PARA? ENTRAR ONDE? ONDE?",
        "QUEM? PODE DEIXAR|MANDAR para? QUEM? ENTRAR QUEM? ONDE? ONDE?", "QUEM? PODE DEIXAR|MANDAR o|a|os|as|seu|dona * ENTRAR ONDE?",
        "PODE o|a|os|as|seu|dona * ENTRAR ONDE?", "PODE MANDAR ALGO?", "PODE MANDAR ALGO? DENTRO", "PODE TRAZER ALGO? ONDE?",
        "PODE LIBERAR para? ALGO? ONDE? para? ALGO?", "PODE LIBERAR ONDE? para? ALGO?", "PODE ABRIR ONDE? para? QUEM? ENTRAR?",
        "PODE ABRIR ONDE QUEM", "PODE vir|subir|entrar com? ALGO? ONDE?", "PODE confirmar",

        // "pó" is "pode" only before its verb; alone it is an interjection
        "po ENTRAR ONDE?", "po DEIXAR|MANDAR QUEM? ENTRAR? ONDE?", "po LIBERAR|ABRIR ONDE? para? QUEM?",

        // deixa ele subir, manda entrar, libera
        "DEIXAR QUEM? ENTRAR QUEM? ONDE? ONDE?", "DEIXAR o|a|os|as|seu|dona * ENTRAR ONDE?",
        "PODE? DEIXAR|MANDAR o|a|os|as|lo|los|las ENTRAR ONDE?", "PODE? DEIXAR ONDE ENTRAR ONDE?", "DEIXAR ALGO ENTRAR ONDE?",
        "deixa|manda que|eu? QUEM entre|suba|passe", "MANDAR QUEM?", "MANDAR QUEM? ENTRAR QUEM? ONDE? ONDE?",
        "MANDAR ALGO? ENTRAR ONDE? ONDE?", "MANDAR o|a|os|as|seu|dona * ENTRAR ONDE?", "MANDAR ALGO? DENTRO",
        "faz|faça QUEM? ENTRAR ONDE?", "fala|fale|diz|diga|pede|peça PARA QUEM ENTRAR ONDE?",
        "fala|fale|diz|diga PARA QUEM que QUEM? PODE ENTRAR ONDE?", "fala|fale|diz|diga PARA QUEM que QUEM? TA? PARTICIPIO",
        "fala|fale|diz|diga que QUEM? PODE ENTRAR? ONDE?", "fala|fale|diz|diga que sim", "IMPERATIVO para? ALGO? ONDE? para? ALGO?",
        "IMPERATIVO ONDE para? ALGO ENTRAR?", "IMPERATIVO QUEM ENTRAR? ONDE?", "ABRA ONDE? para? QUEM? ENTRAR?", "ABRA ONDE QUEM",
        "ABRIR ONDE? para? QUEM?", "LIBERAR ONDE? para? ALGO? ONDE?", "dá|dê acesso|passagem|entrada PARA? QUEM?",
        "sobe|suba|subam|entra|entre|entrem|passa|passe|passem ONDE? ONDE?", "que? QUEM? suba|entre|passe|subam|entrem",
        "vem|venha|venham|vai|vão|ir subindo|entrando ONDE?", "vem|venha|venham DENTRO", "traz|traga ALGO? DENTRO",
        "bota|põe|bote QUEM para? ENTRAR|DENTRO",

        // eu autorizo
        "EU_PERMITO ALGO? ENTRAR? ONDE? de? QUEM?", "EU_PERMITO que? QUEM? a? ENTRAR ONDE?", "EU_PERMITO ONDE de|do|da ALGO",
        "eu? deixo QUEM? ENTRAR? ONDE?", "vou|vamos ABRIR ONDE? para? QUEM?", "vou|vamos LIBERAR ONDE? para? ALGO? ENTRAR? ONDE?",
        "vou|vamos DEIXAR QUEM? ENTRAR ONDE?",
        "dou|tem|têm|dado|concedida|concedo toda? minha|a|o|meu? autorização|permissão|aval|consentimento|acesso",
        "minha autorização|permissão|aval", "autorização|permissão|entrada|acesso dada|concedida|concedido|PARTICIPIO",
        "quero que QUEM ENTRAR ONDE?", "quero que? ENTRAR",

        // tá autorizado
        "QUEM? TA? tudo? PARTICIPIO para? ENTRAR? ONDE? ALGO?", "ONDE TA? PARTICIPIO", "considere|considera PARTICIPIO",
        "TA|é tudo? permitido",
    ];

    public static readonly string[] Lets = ["PODE DEIXAR QUEM?", "PODE sim DEIXAR QUEM?", "DEIXAR QUEM", "deixa sim"];

    public static readonly string[] Assents =
    [
        "sim que? sim?", "sim senhor|senhora", "que sim", "yes", "claro que? sim?", "claro que? pode", "com certeza que? sim?",
        "com toda certeza", "certeza absoluta", "certamente", "lógico que? sim?", "óbvio que? sim?", "obviamente", "evidente que? sim?",
        "evidentemente", "mas é claro que? sim?", "mas claro que? sim?", "sem dúvida nenhuma|alguma?", "sem nenhuma dúvida",
        "sem sombra de dúvida", "com todo? prazer", "com toda satisfação", "com muito gosto", "perfeitamente", "de acordo",
        "tô|estou de acordo", "concordo", "aceito", "confirmo", "confirmado", "positivo", "afirmativo", "positivo operante",
        "quero sim", "ok", "okay", "okey", "oquei", "okei", "tá ok", "tá bom", "tá bem", "tá certo", "tá beleza", "tá joia",
        "tá tranquilo", "tá de boa", "tá liberada", "beleza", "blz", "belezura", "fechou", "fechado", "demorou", "demoro", "combinado",
        "pode ser", "pode crer", "pode apostar", "manda ver", "manda bala", "manda brasa", "bora", "bora lá", "simbora", "suave",
        "suave na nave", "tranquilo", "tranquila", "de boa", "de boas", "firmeza", "firmeza total", "=já é", "dale", "dá-lhe",
        "com certeza absoluta", "por mim tudo bem", "por mim tá? tudo? bem|bom|certo|ok|beleza|tranquilo|liberado|pode",
        "por mim pode QUEM? ENTRAR? ONDE?", "sem problema|problemas nenhum|algum|mesmo?", "sem nenhum problema", "problema nenhum",
        "nenhum problema", "zero problema", "sem crise", "sem estresse", "sem grilo",
        "não tem|há|tenho|vejo|vai|é|existe nenhum? problema|problemas nenhum|algum? não?",
        "não há|tem|vejo mal|inconveniente|impedimento nenhum|algum? não?", "não me oponho", "não tenho|há nada contra", "nada contra",
        "não me importo não?", "não tem erro", "não vejo por que|porque não",
    ];
}
