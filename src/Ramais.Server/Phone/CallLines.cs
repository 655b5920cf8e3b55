using Ramais.Server.Cli;
using Ramais.Server.Speech;
using Ramais.Voice;

namespace Ramais.Server.Phone;

/// <summary>Makes the lines of the command line into what a phone sends.</summary>
internal sealed class CallLines(ISpeechSynthesizer voice)
{
    /// <exception cref="CommandFailedException">A file cannot be read, or a text cannot be spoken on this machine.</exception>
    public async Task<IReadOnlyList<PhoneLine>> PrepareAsync(IReadOnlyList<CallLine> lines, CancellationToken cancellation)
    {
        var prepared = new List<PhoneLine>();
        foreach (var line in lines)
            prepared.Add(await PrepareAsync(line, cancellation));
        return prepared;
    }

    private async Task<PhoneLine> PrepareAsync(CallLine line, CancellationToken cancellation)
    {
        try
        {
            return line.Kind switch
            {
                CallLineKind.Dtmf => new KeysLine(line.Value),
                CallLineKind.Wav => new SpeechLine(WavFile.Read(line.Value), Path.GetFileName(line.Value)),
                _ => await SpeakAsync(line.Value, cancellation),
            };
        }
        catch (Exception failure) when (failure is WavFormatException or SpeechSynthesisException)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }

    private async Task<SpeechLine> SpeakAsync(string text, CancellationToken cancellation) =>
        await voice.SynthesizeAsync(text, cancellation) is { } clip
            ? new(clip, text)
            : throw new CommandFailedException("--say precisa do espeak-ng; instale-o com: sudo apt-get install espeak-ng, ou use --wav.");
}
