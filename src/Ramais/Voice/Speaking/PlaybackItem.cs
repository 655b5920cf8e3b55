namespace Ramais.Voice;

/// <summary>Something to say.</summary>
/// <param name="Id">The caller's own number for it, given back in the reports.</param>
/// <param name="Sound">The sound; what is not there yet is waited for in silence. An empty one starts and completes at once.</param>
/// <param name="Interruptible">Whether <see cref="Playback.Interrupt"/> stops it.</param>
/// <param name="MustBeHeard">Whether <see cref="Playback.StopAll"/> spares it.</param>
internal readonly record struct PlaybackItem(long Id, SoundInParts Sound, bool Interruptible, bool MustBeHeard = false)
{
    public PlaybackItem(long Id, AudioClip Clip, bool Interruptible, bool MustBeHeard = false)
        : this(Id, SoundInParts.Of(Clip), Interruptible, MustBeHeard)
    {
    }
}

/// <summary>How far an item got.</summary>
/// <param name="Id">The item's number.</param>
/// <param name="Played">How much of the sound was sent; zero when it never started.</param>
/// <param name="Completed">All of it was sent, and the time that its last message takes has passed.</param>
internal readonly record struct PlaybackResult(long Id, TimeSpan Played, bool Completed);
