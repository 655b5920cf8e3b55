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

/// <summary>What one utterance of the visitor told. Empty strings are unknown.</summary>
/// <param name="Intent">Why.</param>
/// <param name="VisitorName">The name of the person at the gate, without titles.</param>
/// <param name="ApartmentNumber">The directory's number when it has it, else the number as spoken in digits.</param>
/// <param name="ResidentName">The directory's full name when the words single out one resident, else empty.</param>
internal sealed record VisitorSlots(VisitIntent Intent, string VisitorName, string ApartmentNumber, string ResidentName)
{
    public static readonly VisitorSlots Empty = new(VisitIntent.Unknown, "", "", "");
}
