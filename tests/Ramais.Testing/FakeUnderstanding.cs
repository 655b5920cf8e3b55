using Ramais.Conversation;

namespace Ramais.Testing;

/// <summary>An understanding that takes its time and answers what the test says; the embedded rules unless told otherwise.</summary>
internal sealed class FakeUnderstanding(TimeProvider time) : IVisitorUnderstanding
{
    private readonly List<VisitorTurn> _turns = [];
    private CancellationToken? _present;

    public TimeSpan Delay { get; set; }

    public Func<VisitorTurn, Understanding> Answer { get; set; } = turn => new(VisitorRules.Understand(turn.Text, turn.Asked, turn.Directory));

    public IReadOnlyList<VisitorTurn> Turns => _turns;

    /// <summary>Turns that were given up before they were answered.</summary>
    public int GivenUp { get; private set; }

    /// <summary>A turn began while another was waited for.</summary>
    public bool HadTwoAtOnce { get; private set; }

    public async ValueTask<Understanding> UnderstandAsync(VisitorTurn turn, CancellationToken cancellation)
    {
        _turns.Add(turn);
        HadTwoAtOnce |= _present is { IsCancellationRequested: false };
        _present = cancellation;
        try
        {
            await Task.Delay(Delay, time, cancellation);
            _present = null;
            return Answer(turn);
        }
        catch (OperationCanceledException)
        {
            GivenUp++;
            throw;
        }
    }
}
