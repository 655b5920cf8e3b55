namespace Ramais.Conversation.Consent;

/// <summary>What a stretch of a reply does.</summary>
internal enum Mark
{
    /// <summary>Words the rules do not know. An approval next to them is not taken.</summary>
    Unknown,

    /// <summary>Courtesy, vocatives, who the visitor is: changes nothing.</summary>
    Harmless,

    /// <summary>A sound or a word that, with a question mark, means "what did you say?": "oi?", "hã?". Without one it is noise.</summary>
    Echo,

    /// <summary>A place or a keeper by itself: "na portaria", "com o porteiro".</summary>
    Where,

    /// <summary>Picks up the telephone: "alô". A "sim" beside it only answers the ring.</summary>
    Hello,

    /// <summary>A verb that lets somebody in: "pode subir", "libero". A negator turns it round.</summary>
    Permit,

    /// <summary>"pode deixar", "deixa ele": lets in, unless a place or a keeper follows ("na portaria", "com o porteiro").</summary>
    Let,

    /// <summary>A word that says yes: "sim", "claro", "beleza". A negator beside it contradicts it.</summary>
    Assent,

    /// <summary>A word that negates what is near it, or refuses when it stands alone.</summary>
    Negator,

    /// <summary>A refusal: "nego", "nem pensar", "manda embora".</summary>
    Refuse,

    /// <summary>The visit is not for this resident: "não conheço", "não pedi nada". Refuses, unless a question comes with it.</summary>
    Disown,

    /// <summary>Asks about the visit.</summary>
    Ask,

    /// <summary>Did not hear.</summary>
    Again,

    /// <summary>Asks for time.</summary>
    Hold,

    /// <summary>Understood, and no answer: "deixa na portaria", "mas". An approval beside it is not taken; a refusal is.</summary>
    Aside,

    /// <summary>A condition, a doubt, a voicemail greeting: nothing beside it is taken.</summary>
    Doubt,
}
