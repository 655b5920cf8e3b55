using System.IO.Pipelines;

namespace Ramais.Server.Tests.Phone;

/// <summary>Two ends of a connection in memory; completing an output is FIN.</summary>
internal sealed class PipePair
{
    private static readonly PipeOptions Inline = new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline);

    public PipePair()
    {
        var (up, down) = (new Pipe(Inline), new Pipe(Inline));
        Phone = new End(down.Reader, up.Writer);
        Server = new End(up.Reader, down.Writer);
    }

    public IDuplexPipe Phone { get; }

    public IDuplexPipe Server { get; }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
