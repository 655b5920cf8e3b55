namespace Ramais.Server.Phone;

/// <summary>How a phone takes turns.</summary>
/// <param name="Silence">How long the other side must be quiet to have finished: longer than the pause between two of its sentences.</param>
/// <param name="Patience">How long this phone waits for the other side to speak at all before it speaks itself.</param>
internal sealed record PhoneSettings(TimeSpan Silence, TimeSpan Patience)
{
    public static readonly PhoneSettings Default = new(TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(8));
}
