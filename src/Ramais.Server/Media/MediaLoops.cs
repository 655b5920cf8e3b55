using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Ramais.Voice;

namespace Ramais.Server.Media;

/// <summary>
/// The way in and out of all media ports on Linux: listeners, connections and pacing on a few threads of their own (docs/adr/0009). Start it
/// before the first listener opens and dispose it after the last leg has closed.
/// </summary>
internal sealed partial class MediaLoops : IConnectionListenerFactory, IMeasuredPacer, IDisposable
{
    private const int Backlog = 512;

    private readonly MediaLoop[] _loops;
    private readonly ILogger _logger;
    private int _disposed;

    /// <param name="time">Real time: the threads sleep on the operating system's clock.</param>
    /// <param name="logger">Told of legs that throw.</param>
    /// <param name="threads">How many threads; one per two cores by default: one carries a thousand legs, and the rest of the machine has speech to recognise.</param>
    public MediaLoops(TimeProvider time, ILogger<MediaLoops> logger, int? threads = null)
    {
        _logger = logger;
        var count = threads ?? Math.Max(1, Environment.ProcessorCount / 2);
        _loops = [.. Enumerable.Range(0, count).Select(i => new MediaLoop($"media-{i}", time, Dropped))];
    }

    /// <inheritdoc/>
    public PacingStatistics Statistics => PacingStatistics.Sum(_loops.Select(loop => loop.Statistics));

    public void Start() => Array.ForEach(_loops, loop => loop.Start());

    /// <summary>A leg that begins on one of these loops stays there. The thread may also be a loop of another server in this process.</summary>
    public void Add(IPaced paced) => (Array.Find(_loops, static loop => loop.IsCurrent) ?? LeastLoaded()).Add(paced);

    /// <exception cref="SocketException">The system refuses the address or the port.</exception>
    /// <exception cref="IOException">The system can't watch more sockets.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            if (endpoint is IPEndPoint { Address: var address } && address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return ValueTask.FromResult<IConnectionListener>(new MediaListener(socket, LeastLoaded(), LeastLoaded));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Array.ForEach(_loops, loop => loop.Dispose());
    }

    private MediaLoop LeastLoaded() => _loops.Length == 1 ? _loops[0] : _loops.MinBy(loop => loop.Load)!;

    private void Dropped(IPaced paced, Exception failure) => LogDropped(_logger, paced.GetType().Name, failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Entry} falhou e deixou de ser cadenciado: sua perna fica muda, as outras seguem.")]
    private static partial void LogDropped(ILogger logger, string entry, Exception failure);
}
