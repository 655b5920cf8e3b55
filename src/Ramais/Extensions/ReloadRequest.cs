namespace Ramais.Extensions;

/// <summary>What the reload loop is asked to do.</summary>
internal abstract record ReloadRequest
{
    /// <summary>Something may have changed. Nobody waits.</summary>
    internal sealed record Hint : ReloadRequest;

    /// <summary>A second has passed: look after the listeners.</summary>
    internal sealed record Maintain : ReloadRequest;

    /// <summary>Somebody waits for the report of a reload that began after the request.</summary>
    internal sealed record Report(TaskCompletionSource<ReloadReport> Answer) : ReloadRequest;

    /// <summary>A change to write and apply.</summary>
    internal sealed record Write(ExtensionChange Change, TaskCompletionSource<ChangeOutcome> Answer) : ReloadRequest;

    /// <summary>Listeners to rebind.</summary>
    internal sealed record Restart(int ExtensionId, TaskCompletionSource<bool> Answer) : ReloadRequest;
}
