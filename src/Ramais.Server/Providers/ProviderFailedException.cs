namespace Ramais.Server.Providers;

/// <summary>Why a provider's answer is none.</summary>
internal enum ProviderFailure
{
    /// <summary>No connection, or one that broke before the answer was complete.</summary>
    Unreachable,

    /// <summary>No complete answer within the limit.</summary>
    Timeout,

    /// <summary>Any HTTP status but 2xx; a redirection is not followed.</summary>
    Status,

    /// <summary>More than an answer may have.</summary>
    TooLarge,

    /// <summary>Not what was agreed on.</summary>
    Shape,

    /// <summary>Not asked: it failed lately and is left alone for a while.</summary>
    Paused,

    /// <summary>Not asked: too much of its kind is under way in this process.</summary>
    Busy,
}

/// <summary>A provider gave no answer that can be used. The message tells nothing of what was sent or received, both may be personal.</summary>
/// <param name="reason">Why.</param>
/// <param name="status">The HTTP status where that is the reason.</param>
internal sealed class ProviderFailedException(ProviderFailure reason, int? status = null) : Exception(reason.Explain(status))
{
    public ProviderFailure Reason { get; } = reason;

    public int? Status { get; } = status;

    /// <summary>
    /// When asking once more makes sense. Set only where the provider has surely not begun to work: it refused the connection, or asked to be
    /// asked again later.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }
}

internal static class ProviderFailures
{
    /// <summary>For log lines and <c>doctor</c>.</summary>
    public static string Explain(this ProviderFailure reason, int? status = null) => reason switch
    {
        ProviderFailure.Unreachable => "não aceita a conexão, ou a interrompe no meio da resposta",
        ProviderFailure.Timeout => "não respondeu a tempo",
        ProviderFailure.Status => $"respondeu com o código HTTP {status}",
        ProviderFailure.TooLarge => "respondeu mais do que se aceita",
        ProviderFailure.Shape => "respondeu algo diferente do combinado",
        ProviderFailure.Busy => "não foi consultado a tempo: há pedidos demais em andamento",
        _ => "está em pausa depois de falhas seguidas",
    };

    /// <summary>For metrics.</summary>
    public static string Label(this ProviderFailure reason) => reason switch
    {
        ProviderFailure.Unreachable => "unreachable",
        ProviderFailure.Timeout => "timeout",
        ProviderFailure.Status => "status",
        ProviderFailure.TooLarge => "too_large",
        ProviderFailure.Shape => "shape",
        ProviderFailure.Busy => "busy",
        _ => "paused",
    };
}
