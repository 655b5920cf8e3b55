namespace Ramais.Voice;

/// <summary>
/// Tells our own voice, as it comes back out of the loudspeaker beside the microphone, from a party's. What is heard is compared with what was
/// sent up to half a second ago; where the way back is known, its delay and its level alone are looked at. For the receive loop.
/// </summary>
/// <param name="sent">What the leg was sent.</param>
/// <param name="halfDuplex">Nothing counts while we speak: for panels that let nothing else be told apart.</param>
internal sealed class EchoGuard(SentSound sent, bool halfDuplex)
{
    /// <summary>400 ms are compared: two syllables.</summary>
    private const int WindowFrames = 20;

    /// <summary>The longest way back: 500 ms through the exchange, the phone's buffer and the room.</summary>
    private const int MostDelayFrames = 25;

    /// <summary>Alike enough: among fifty delays, chance makes some quite alike.</summary>
    private const float AlikeEnough = 0.85f;

    /// <summary>Alike enough where delay and level are right.</summary>
    private const float AlikeAtDelay = 0.5f;

    /// <summary>3 dB under what comes back there is nothing that could be a party's.</summary>
    private const float WellUnderEcho = 0.7f;

    /// <summary>At the delay believed in, a louder voice over ours leaves less likeness than this.</summary>
    private const float NotAlike = 0.3f;

    /// <summary>A delay found so many times is the one.</summary>
    private const int VotesToKnow = 6;

    /// <summary>A party who is 3 dB louder than what comes back is heard over it.</summary>
    private const float OverEcho = 1.4f;

    private const int Values = SoundShape.Values;
    private const int PiecesPerFrame = 2;
    private const int WindowValues = WindowFrames * Values;

    private readonly float[] _heard = new float[3 * WindowValues];
    private int _end = WindowValues;
    private long _frames;
    private long _delay;
    private int _votes;
    private float _return;
    private int _over;
    private int _doubts;
    private bool _stale = true;
    private EchoBound _most = new();

    private bool KnowsDelay => _votes >= VotesToKnow;

    /// <summary>Takes a frame.</summary>
    /// <param name="frame">What was heard.</param>
    /// <param name="level">Its level.</param>
    /// <param name="loud">Whether it is loud enough to be looked at.</param>
    /// <param name="speaking">Whether a party is speaking already: then a frame has to be very like ours to be taken from that party.</param>
    /// <returns>Whether it is our own voice, or not to be heard while we speak.</returns>
    public bool IsOurs(ReadOnlySpan<short> frame, float level, bool loud, bool speaking)
    {
        _frames++;
        var silent = sent.SilentFrames;
        if (silent > WindowFrames + MostDelayFrames)
        {
            _stale = true;
            return false;
        }
        Keep(frame);
        var newest = sent.Count;
        _most.Add(level, sent.Loudest(newest - 1, 1));
        if (!loud || silent > MostDelayFrames)
            return false;
        return halfDuplex || (level <= OverEcho * _most.Gain * sent.Loudest(newest - MostDelayFrames, MostDelayFrames) && IsEcho(level, newest, speaking));
    }

    private void Keep(ReadOnlySpan<short> frame)
    {
        if (_stale)
            Forget();
        if (_end + Values > _heard.Length)
        {
            _heard.AsSpan(_end - WindowValues).CopyTo(_heard);
            _end = WindowValues;
        }
        SoundShape.Of(frame, _heard.AsSpan(_end, Values));
        _end += Values;
    }

    // What was heard before we spoke was not kept; to our voice it was silence.
    private void Forget()
    {
        _stale = false;
        _end = WindowValues;
        for (var at = 0; at < _end; at += Values)
            sent.Silence.CopyTo(_heard.AsSpan(at));
    }

    private bool IsEcho(float level, long newest, bool speaking)
    {
        const int SentFrames = WindowFrames + MostDelayFrames;
        Span<float> shapes = stackalloc float[SentFrames * Values];
        sent.CopyShapes(newest - SentFrames, shapes);
        if (!KnowsDelay)
            return Search(shapes, newest, level) || SearchWeak(shapes, newest, level);
        SoundShape.Weaken(shapes, 2 * MathF.Log2(Math.Max(_return, 0.001f)));
        var (alike, back) = (Alike(shapes, DelayNow(newest)), _return * SentLevel(newest));
        Doubt(alike);
        var isOver = level > OverEcho * back;
        _over = isOver ? _over + 1 : 0;
        if (isOver && _over <= WindowFrames)
            return false;
        if (alike >= AlikeEnough)
            Learn(level, newest);
        return alike >= LikenessOf(isOver || speaking, level > WellUnderEcho * back);
    }

    private static float LikenessOf(bool isDoubtful, bool isAsLoud) => isDoubtful ? AlikeEnough : isAsLoud ? AlikeAtDelay : -1;

    private void Doubt(float alike)
    {
        _doubts = alike < NotAlike ? _doubts + 1 : 0;
        if (_doubts >= WindowFrames)
            (_votes, _doubts) = (0, 0);
    }

    /// <summary>The most alike near a delay, in pieces of 10 ms: messages come a little earlier or later than they were sent.</summary>
    private float Alike(ReadOnlySpan<float> shapes, long delay)
    {
        var most = 0f;
        for (var near = Math.Max(0, delay - 2); near <= Math.Min(MostDelayFrames * PiecesPerFrame, delay + 2); near++)
            most = Math.Max(most, AlikeAt(shapes, (int)near));
        return most;
    }

    private float AlikeAt(ReadOnlySpan<float> shapes, int delay) => ShapeMatch.Of(
        _heard.AsSpan(_end - WindowValues, WindowValues),
        shapes.Slice(shapes.Length - WindowValues - (delay * (Values / PiecesPerFrame)), WindowValues));

    private bool Search(ReadOnlySpan<float> shapes, long newest, float level)
    {
        var (most, at) = (0f, 0);
        for (var delay = 0; delay <= MostDelayFrames * PiecesPerFrame; delay++)
        {
            var alike = AlikeAt(shapes, delay);
            if (alike > most)
                (most, at) = (alike, delay);
        }
        if (most < AlikeEnough)
            return false;
        Vote(at - (newest - _frames) * PiecesPerFrame);
        Learn(level, newest);
        return true;
    }

    /// <summary>A weak echo has lost its faint parts under the line noise, and so what was sent has to lose them too before it is alike.</summary>
    private bool SearchWeak(Span<float> shapes, long newest, float level)
    {
        SoundShape.Weaken(shapes, SoundShape.Loudest(_heard.AsSpan(_end - WindowValues, WindowValues)) - SoundShape.Loudest(shapes));
        return Search(shapes, newest, level);
    }

    // Counted from the difference of both streams, so that a burst on one side does not move it.
    private long DelayNow(long newest) => _delay + ((newest - _frames) * PiecesPerFrame);

    private void Vote(long delay)
    {
        if (Math.Abs(delay - _delay) <= 2)
        {
            _votes = Math.Min(_votes + 1, 2 * VotesToKnow);
            return;
        }
        _votes--;
        if (_votes <= 0)
            (_delay, _votes) = (delay, 1);
    }

    // Follows upwards fast, and at once while nothing is known; downwards slowly: the way back does not change from syllable to syllable.
    private void Learn(float level, long newest)
    {
        var back = level / Math.Max(1, SentLevel(newest));
        var share = back < _return ? 0.02f : KnowsDelay ? 0.3f : 1;
        _return = Math.Min(1, ((1 - share) * _return) + (share * back));
    }

    private float SentLevel(long newest) => sent.Loudest(newest - 1 - ((DelayNow(newest) + 1) / PiecesPerFrame) - 1, 3);
}
