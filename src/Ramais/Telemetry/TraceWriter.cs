using System.Diagnostics;

namespace Ramais.Telemetry;

/// <summary>
/// Hands what is over to whoever listens to the source "Ramais". The call's UUID is the trace's id, so that both legs, a delivery after a
/// restart and a call that comes again are found together, by what stands in every log line. Costs nothing where nobody listens.
/// </summary>
internal sealed class TraceWriter(ActivitySource source)
{
    public const string SourceName = "Ramais";

    [ThreadStatic]
    private static ActivityTraceId _next;

    // Only an activity without a parent is a root to samplers and viewers, and its id can be given in no other way.
    static TraceWriter() => Activity.TraceIdGenerator = () => _next == default ? ActivityTraceId.CreateRandom() : _next;

    public bool IsHeard => source.HasListeners();

    /// <summary>Writes a root and what is below it. Any thread.</summary>
    public void Write(Guid call, TraceSpan root)
    {
        if (!IsHeard)
            return;
        var outer = Activity.Current;
        (Activity.Current, _next) = (null, IdOf(call));
        try
        {
            Write(root, parent: default);
        }
        finally
        {
            (Activity.Current, _next) = (outer, default);
        }
    }

    private void Write(TraceSpan span, ActivityContext parent)
    {
        using var activity = source.StartActivity(ActivityKind.Internal, parent, span.Attributes, null, span.Start, span.Name);
        if (activity is null)
            return; // not sampled, and so is nothing below it
        if (span.Failed)
            activity.SetStatus(ActivityStatusCode.Error);
        foreach (var child in span.Children)
            Write(child, activity.Context);
        activity.SetEndTime(span.End.UtcDateTime);
    }

    /// <summary>The zero UUID is none of a trace: such a call gets one by chance.</summary>
    private static ActivityTraceId IdOf(Guid call) =>
        call == Guid.Empty ? default : ActivityTraceId.CreateFromBytes(call.ToByteArray(bigEndian: true));
}
