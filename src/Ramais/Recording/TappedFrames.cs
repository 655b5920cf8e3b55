using Ramais.Voice;

namespace Ramais.Recording;

/// <summary>Lets a recording hear what a leg's ear hears.</summary>
internal sealed class TappedFrames(LegTap tap, IFrameListener next) : IFrameListener
{
    public void OnFrame(ReadOnlySpan<short> frame, TimeSpan start)
    {
        tap.Heard(frame, start);
        next.OnFrame(frame, start);
    }
}
