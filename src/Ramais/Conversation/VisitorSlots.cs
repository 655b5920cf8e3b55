namespace Ramais.Conversation;

/// <summary>Why somebody is at the gate.</summary>
internal enum VisitIntent
{
    Unknown,
    Delivery,
    Visit,
    Service,
}

/// <summary>What the visitor was asked just before speaking.</summary>
internal enum Asked
{
    Open,
    Intent,
    Apartment,
    Name,
}

/// <summary>What a visitor told. Empty strings are unknown.</summary>
/// <param name="Intent">Why.</param>
/// <param name="VisitorName">The name of the person at the gate as spoken, with the title ("seu Antônio") if there was one.</param>
/// <param name="ApartmentNumber">The directory's number when it has it, else the number as spoken in digits.</param>
/// <param name="ResidentName">The directory's full name when the words single out one resident, else empty.</param>
/// <param name="ResidentSpoken">The resident's name as spoken, also when the directory has nobody or several of that name.</param>
internal sealed record VisitorSlots(
    VisitIntent Intent, string VisitorName, string ApartmentNumber, string ResidentName, string ResidentSpoken = "")
{
    public static readonly VisitorSlots Empty = new(VisitIntent.Unknown, "", "", "");

    /// <summary>These facts with those of a later utterance, which replace what they name again.</summary>
    public VisitorSlots With(VisitorSlots later) => new(
        later.Intent == VisitIntent.Unknown ? Intent : later.Intent,
        later.VisitorName.Length == 0 ? VisitorName : later.VisitorName,
        later.ApartmentNumber.Length == 0 ? ApartmentNumber : later.ApartmentNumber,
        later.ResidentSpoken.Length == 0 ? ResidentName : later.ResidentName,
        later.ResidentSpoken.Length == 0 ? ResidentSpoken : later.ResidentSpoken);
}
