namespace Ramais.Voice;

/// <summary>A sound file that cannot be used. The message is one line in Portuguese: the file, the cause, the cure.</summary>
internal sealed class WavFormatException(string file, string cause, string cure, Exception? inner = null)
    : Exception($"{file}: {cause}; {cure}.", inner);
