namespace Ramais.Conversation.Consent;

/// <summary>Replies that ask for something before a decision: to know more, to hear again, to have time.</summary>
internal static class Questions
{
    public static readonly string[] Asks =
    [
        "quem", "quem que? é|está|tá|foi|mandou|fala|são|seria|vem|chegou|tava? ALGO|que? ONDE?", "para|de|com|por quem é|seria?",
        "qual|quais", "qual|quais que? é|o|a|são? ALGO|nome? de|do|da? ALGO?", "cadê", "onde|aonde", "de|da|do onde",
        "por que|quê ALGO?", "porque que|veio|QUEM veio?", "o? que|quê$", "como é? que? QUEM? se? chama|chamam", "como é o? nome",
        "como se chama", "como assim", "como é|seria? QUEM|nome|que QUEM?", "quanto|quantos|quantas",
        "quando que|QUEM? chegou|veio|foi|vem", "que horas", "a? que horas são?", "^que QUEM|COISA é|são? esse|essa|isso|QUEM?",
        "^que nome|empresa|loja|pessoa|tipo|negócio|assunto|marca|coisa|firma|serviço", "^que é isso", "que é que",
        "^que QUEM quer|veio|deseja|precisa|tem|trouxe|faz|vende",
        "o que|quê é|foi|QUEM|COISA|tem|trouxe|veio|quer|que|deseja|houve|aconteceu|seria",
        "o que é que? QUEM? quer|veio|isso|trouxe|deseja?", "fazer|faz o? que|quê ONDE?", "de|do|para|pra que|quê",
        "de|do que|quê se trata", "trata de que|quê", "que que é|foi|QUEM|tem|isso", "=que é", "sobre|a o? que|quê",
        "vem|veio|vai|trouxe|quer|querem|traz|tem o? que|quê", "se trata de que|quê", "para|pra|de|em qual ALGO|apartamento|ONDE?",
        "é ALGO de|do|da quem|que|qual|onde", "COISA de|do|da quem|que|qual|onde", "entrega|pedido|encomenda|COISA de|do quê|que",
        "é para quem", "é? alguém? que|quem conhecido", "posso saber", "posso falar com QUEM", "me? diz|diga|fala|fale o? nome ALGO?",
        "pergunta|pergunte|vê|veja|confirma|confirme|verifica|vê quem|qual|que|o|de|se|PARA|nome|se QUEM? quem|que|o|nome|é|quer|qual? é|nome?",
        "pede|peça o|identificação|para|documento|nome QUEM? nome|documento|se|identificar?", "identifica|identifique",
        "quero|queria|gostaria de? saber", "preciso saber", "não sei se é ALGO quem", "tem nome|sobrenome",
        "QUEM? falou|disse|deu o? nome|que|quem", "sabe quem é", "você|vc|cê sabe quem|qual|de", "você é|tá|está de onde|quem",
        "é alguém|parente de?",
    ];

    public static readonly string[] Repeats =
    [
        "repete", "repita", "repetir", "repete|repita ALGO|isso|o|a? nome|ALGO?", "PODE repetir ALGO|isso|o|a? nome|ALGO? de? novo?",
        "PODE falar|dizer o? nome|ALGO|isso? de novo", "PODE falar|dizer isso|o? nome? outra|mais? uma? vez", "dá para repetir",
        "tem como repetir", "consegue repetir", "poderia repetir|falar", "pode repetir", "de novo", "outra vez", "mais uma vez",
        "novamente", "fala|fale|diz|diga de|mais|outra novo|vez|alto|devagar", "fala|fale mais? alto|devagar",
        "PODE falar|dizer mais? alto|devagar|de novo?", "mais alto", "mais devagar", "aumenta o som|volume",
        "não ouvi|escutei|entendi|compreendi|peguei|captei ALGO|nada|direito|bem|nome|o|que|QUEM? nome|que? direito|você|falou|disse?",
        "ouvi|escutei|entendi|compreendi nada|não|direito|mal",
        "não TO|estava|tava ouvindo|escutando|entendendo|te nada|ouvindo|bem|direito|ALGO?",
        "TO ouvindo|escutando|entendendo nada|não|mal",
        "não deu|dá|consegui|consigo|estou|dava|conseguindo para? ouvir|entender|escutar|compreender nada|direito|bem|ALGO?",
        "não te? ouço|escuto|entendo nada|bem|direito|você?", "ouço|escuto|entendo mal|nada|não",
        "dá|deu para? ouvir|entender|escutar não|nada", "mal ouvi|escutei|entendi|te ouço?", "não prestei atenção", "não peguei",
        "ligação|linha|som|áudio|sinal|telefone TA|é muito|meio|bem? MALOUVIDO",
        "TA muito|meio|bem? cortando|chiando|falhando|picotando|baixo|baixinho|mudo|picotado|cortado|ruim|abafado|entrecortado",
        "ligação ruim|péssima|cortada", "cortou ALGO|tudo|o? som|áudio|nome?", "picotou", "falhou", "caiu o som",
        "muito|tá barulho ONDE?", "sua voz TA cortando|baixa|ruim|picotando|falhando", "=como", "=como é", "como disse", "=o que|quê",
        "=que|quê", "=hein|heim", "=hã como", "=como é que é", "o que que? QUEM? disse|falou", "que que? QUEM? disse|falou",
        "o que que? QUEM? tá dizendo|falando", "=disse o? que", "perdão não|como?", "desculpa|desculpe não|como|o que?",
        "volta|começa do início|começo",
    ];

    public static readonly string[] Waits =
    [
        "espera", "espere", "esperar", "pera", "péra", "perai", "peraí", "peralá", "perainda", "pere", "perae", "peraê",
        "espera|espere|pera só? um|uns|mais|aí? TEMPO", "espera|espere|pera um? TEMPO que|para|pra eu? vou|deixa|TO|ver|perguntar?",
        "aguarda", "aguarde", "aguardar", "aguarda|aguarde só? um|uns|mais|aí? TEMPO?", "PODE esperar|aguardar um|só|uns? TEMPO?",
        "QUEM? PODE esperar|aguardar ONDE?", "só|mais um|uns|TEMPO TEMPO?", "um|uns|num|em|dois|cinco|dez|três TEMPO",
        "=TEMPO porfavor?", "dá|me|dê um|uns|me? TEMPO", "me dá um|uns|dois|cinco TEMPO", "calma", "calma ONDE?",
        "calma lá|aí|um TEMPO?", "segura", "segura ONDE|as|a? pontas|onda?",
        "já|eu? vou|venho|vejo|desço|atendo|volto|respondo|falo|te falo|ligo|retorno|aviso|digo|confirmo",
        "já te|lhe|vou falo|respondo|ligo|aviso|digo|retorno|chamo|atendo|atender|ver|descer|responder|confirmo|falar", "já já", "=já",
        "já falo|respondo|atendo com QUEM", "vou ver|falar|conversar|combinar|perguntar com|para QUEM", "já volto|venho|vou|desço|atendo", "daqui a pouco|pouquinho", "em um TEMPO",
        "TO indo|descendo|chegando|saindo|subindo|vendo ONDE?", "TO indo ONDE ver|atender|abrir?",
        "vou descer|buscar|aí|pegar|atender|lá ALGO? ONDE?", "vou ONDE buscar|ver|pegar? ALGO?", "desço", "eu? desço ONDE?",
        "vou perguntar|confirmar|checar|consultar|verificar|falar|conversar|conferir|ligar|olhar",
        "deixa|deixe eu|me ver|perguntar|pensar|confirmar|olhar|checar|verificar|falar|ligar|consultar|conferir|chamar com|para? ALGO?",
        "xeu ver|perguntar", "deixa ver", "preciso perguntar|confirmar|verificar|ver|falar|pensar",
        "tenho que|de perguntar|confirmar|ver|verificar|falar|pensar", "quero|vamos pensar|perguntar|confirmar|verificar",
        "guenta|guentai|aguenta|aguente ONDE|as|um? pontas|TEMPO?", "para um pouco", "momento|instante por? favor?",
        "QUEM espera|espere|aguarda|aguarde|aguenta|esperar ONDE?",
        "fala|fale|diz|diga|pede|peça|manda PARA? QUEM? esperar|aguardar ONDE|um|TEMPO? TEMPO?", "ainda não",
        "TO ocupado|ocupada um|só? TEMPO", "perainha", "esperinha",
    ];
}
