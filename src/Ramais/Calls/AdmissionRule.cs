using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// Whom to let in until the next look, by what was measured since the last. Whoever is late lets nobody in; whoever keeps the deadlines but finds
/// no time to rest lets in few at a time, so that lateness, which comes seconds after the call that was one too many, comes after few. Pure.
/// </summary>
/// <param name="Looks">How many looks in a row spoke for the other answer.</param>
/// <param name="Places">How many visitors may come in until the next look; none while it is closed, at least one while it is open.</param>
internal sealed record AdmissionRule(int Looks, int Places)
{
    /// <summary>With fewer legs than this on a ticker, what makes them late is not their number, and turning visitors away would not help.</summary>
    public const int FewLegs = 40;

    /// <summary>One may be a collection or a neighbour of the machine.</summary>
    public const int LooksToClose = 2;

    /// <summary>Two seconds: what a call's beginning costs is seen by then.</summary>
    public const int LooksToOpen = 8;

    /// <summary>Of all ticks, later than 10 ms: the phone's buffer covers that, so closing here comes before anybody hears it.</summary>
    private const double TooLate = 0.02;

    /// <summary>A collection's share of a look, which is no reason to stay closed.</summary>
    private const double InTime = 0.005;

    /// <summary>A rest means that everybody was heard; with less than one in 20 ms some frame waits for longer than a frame.</summary>
    private static readonly double RestsALook = Admission.Look / TimeSpan.FromMilliseconds(20);

    /// <summary>One in a hundred a second, which is what leaves when a call lasts for a minute and a half.</summary>
    private static readonly double ShareALook = 0.01 * Admission.Look.TotalSeconds;

    public static AdmissionRule Open { get; } = new(0, int.MaxValue);

    /// <summary>Whether deadlines are kept.</summary>
    public bool IsOpen => Places > 0;

    /// <param name="look">What was counted since the last look.</param>
    public AdmissionRule After(PacingStatistics look)
    {
        var isLate = look.LaterThan10Ms > look.Ticks * TooLate;
        var isCalm = look.LaterThan10Ms <= look.Ticks * InTime;
        var speaksForChange = IsOpen ? isLate && !HasFew(look) : isCalm || HasFew(look);
        var looks = speaksForChange ? Looks + 1 : 0;
        var isOpen = looks >= (IsOpen ? LooksToClose : LooksToOpen) ? !IsOpen : IsOpen;
        return new(isOpen == IsOpen ? looks : 0, isOpen ? PlacesBeside(look) : 0);
    }

    private static bool HasFew(PacingStatistics look) => look.Entries < FewLegs * look.Tickers;

    private static int PlacesBeside(PacingStatistics look) => HasFew(look) || look.Rests >= look.Tickers * RestsALook
        ? int.MaxValue
        : (int)Math.Ceiling(look.Entries * ShareALook);
}
