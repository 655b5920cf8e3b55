using System.Buffers;
using CsCheck;
using Ramais.AudioSocket;
using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

public class MessageScannerTests
{
    private static readonly AudioSocketMessageType[] Types = [AudioSocketMessageType.Audio8Khz, AudioSocketMessageType.Audio48Khz, AudioSocketMessageType.Dtmf];

    private static readonly Gen<(AudioSocketMessageType Type, int Length)[]> Messages =
        Gen.Select(Gen.Int[0, Types.Length - 1], Gen.Int[0, 700], (type, length) => (Types[type], length)).Array[0, 30];

    [Fact]
    public void Counts_audio_messages_however_the_stream_is_cut() =>
        Gen.Select(Messages, Gen.Int[1, 900].Array[1, 20]).Sample((messages, cuts) =>
        {
            var stream = new ArrayBufferWriter<byte>();
            foreach (var (type, length) in messages)
                AudioSocketCodec.Write(stream, type, new byte[length]);

            var scanner = new MessageScanner();
            var counted = 0;
            var rest = stream.WrittenSpan;
            for (var cut = 0; !rest.IsEmpty; cut++)
            {
                var piece = Math.Min(cuts[cut % cuts.Length], rest.Length);
                counted += scanner.Scan(rest[..piece]);
                rest = rest[piece..];
            }
            return counted == messages.Count(m => m.Type != AudioSocketMessageType.Dtmf) && !scanner.HungUp;
        });

    [Fact]
    public void Sees_a_hang_up()
    {
        var scanner = new MessageScanner();

        Assert.Equal(0, scanner.Scan([0x00, 0x00]));
        Assert.False(scanner.HungUp);
        Assert.Equal(0, scanner.Scan([0x00]));
        Assert.True(scanner.HungUp);
    }
}
