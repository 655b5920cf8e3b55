using System.Buffers;
using System.Net;
using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

/// <summary>
/// All on one thread, with pipes that run their continuations inline and no synchronization context, so that the thread's own count is the
/// whole count and is the same each time.
/// </summary>
public class AllocationTests
{
    private const int Messages = 10_000;
    private const int Runs = 10;

    [Theory]
    [InlineData(320, 4)] // whole messages in the pipe's segments, and some across two
    [InlineData(9000, 1)] // always across segments
    public void Receiving_allocates_nothing_per_message(int payload, int messagesPerWrite)
    {
        using var line = new InlineLine();
        var receiver = new Counter();
        _ = line.Server.ReceiveAsync(receiver, CancellationToken.None);
        var bytes = Wire.Encode(Enumerable.Repeat(new WireMessage(0x10, new byte[payload]), messagesPerWrite));

        var allocated = AllocatedBy(Messages / messagesPerWrite, () => line.SendToServer(bytes));

        Assert.Equal(0, allocated);
        Assert.Equal((long)Messages * payload, receiver.Bytes);
    }

    [Fact]
    public void Sending_allocates_nothing_per_message()
    {
        using var line = new InlineLine();
        var pcm = new byte[320];

        var allocated = AllocatedBy(Messages, () =>
        {
            Assert.True(line.Server.TryWriteAudio(8000, pcm));
            line.DrainClient();
        });

        Assert.Equal(0, allocated);
        Assert.Equal(Messages, line.Server.MessagesSent);
    }

    /// <summary>
    /// The best of a few runs: the first fills the pools, and a collection that another test causes empties the shared pool, which is then
    /// filled again. What is allocated per message shows in every run.
    /// </summary>
    private static long AllocatedBy(int times, Action action) => Enumerable.Range(0, Runs).Min(_ => AllocatedByOne(times / Runs, action));

    private static long AllocatedByOne(int times, Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(times, action);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
            action();
    }

    private sealed class Counter : IAudioSocketReceiver
    {
        public long Bytes { get; private set; }

        public void OnAudio(int sampleRate, ReadOnlySpan<byte> pcm) => Bytes += pcm.Length;

        public void OnDtmf(char digit)
        {
        }

        public void OnWake()
        {
        }
    }

    private sealed class InlineLine : IDisposable
    {
        private readonly SynchronizationContext? _previous = SynchronizationContext.Current;
        private readonly InMemoryConnection _client;

        public InlineLine()
        {
            SynchronizationContext.SetSynchronizationContext(null);
            var any = new IPEndPoint(IPAddress.Loopback, 1);
            var (near, far) = InMemoryConnection.CreatePair(any, any, window: 64 * 1024);
            _client = near;
            Server = new AudioSocketConnection(far, TimeProvider.System);
        }

        public AudioSocketConnection Server { get; }

        public void SendToServer(ReadOnlySpan<byte> bytes)
        {
            _client.Transport.Output.Write(bytes); // segment by segment, unlike one GetSpan for all
            var flush = _client.Transport.Output.FlushAsync();
            Assert.True(flush.IsCompletedSuccessfully);
        }

        public void DrainClient()
        {
            Assert.True(_client.Transport.Input.TryRead(out var result));
            _client.Transport.Input.AdvanceTo(result.Buffer.End);
        }

        public void Dispose()
        {
            Server.Abort();
            SynchronizationContext.SetSynchronizationContext(_previous);
        }
    }
}
