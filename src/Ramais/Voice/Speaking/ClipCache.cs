using System.Diagnostics.CodeAnalysis;

namespace Ramais.Voice;

/// <summary>Clips in memory, bounded by their bytes; the one that was used longest ago goes first. Any thread.</summary>
internal sealed class ClipCache(long limitBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Text, AudioClip Clip)> _byUse = [];
    private readonly Dictionary<string, LinkedListNode<(string Text, AudioClip Clip)>> _byText = [];
    private long _bytes;

    public bool TryGet(string text, [NotNullWhen(true)] out AudioClip? clip)
    {
        lock (_gate)
        {
            clip = null;
            if (!_byText.TryGetValue(text, out var node))
                return false;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            clip = node.Value.Clip;
            return true;
        }
    }

    public void Add(string text, AudioClip clip)
    {
        lock (_gate)
        {
            if (_byText.TryGetValue(text, out var known))
                Remove(known);
            _byText[text] = _byUse.AddFirst((text, clip));
            _bytes += BytesOf(clip);
            while (_bytes > limitBytes)
                Remove(_byUse.Last!);
        }
    }

    private void Remove(LinkedListNode<(string Text, AudioClip Clip)> node)
    {
        _byUse.Remove(node);
        _byText.Remove(node.Value.Text);
        _bytes -= BytesOf(node.Value.Clip);
    }

    private static long BytesOf(AudioClip clip) => (long)clip.Samples.Length * sizeof(short);
}
