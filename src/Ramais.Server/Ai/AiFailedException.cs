namespace Ramais.Server.Ai;

/// <summary>Why a provider's answer is none.</summary>
internal enum AiFailure
{
    /// <summary>No connection, or one that broke before the answer was complete.</summary>
    Unreachable,

    /// <summary>No complete answer within the limit.</summary>
    Timeout,

    /// <summary>Any HTTP status but 2xx; a redirection is not followed.</summary>
    Status,

    /// <summary>More than <see cref="BoundedAnswer.Largest"/>.</summary>
    TooLarge,

    /// <summary>Not the JSON that was agreed on.</summary>
    Shape,

    /// <summary>Not asked: it failed lately and is left alone for a while.</summary>
    Paused,
}

/// <summary>A provider gave no answer that can be used. The message tells nothing of what was sent or received, both may be personal.</summary>
/// <param name="reason">Why.</param>
/// <param name="status">The HTTP status where that is the reason.</param>
internal sealed class AiFailedException(AiFailure reason, int? status = null) : Exception(reason.Explain(status))
{
    public AiFailure Reason { get; } = reason;

    public int? Status { get; } = status;
}

internal static class AiFailures
{
    /// <summary>For log lines and <c>doctor</c>.</summary>
    public static string Explain(this AiFailure reason, int? status = null) => reason switch
    {
        AiFailure.Unreachable => "não aceita a conexão, ou a interrompe no meio da resposta",
        AiFailure.Timeout => "não respondeu a tempo",
        AiFailure.Status => $"respondeu com o código HTTP {status}",
        AiFailure.TooLarge => $"respondeu com mais de {BoundedAnswer.Largest / 1024} KiB",
        AiFailure.Shape => "respondeu algo diferente do combinado",
        _ => "está em pausa depois de falhas seguidas",
    };

    /// <summary>For metrics.</summary>
    public static string Label(this AiFailure reason) => reason switch
    {
        AiFailure.Unreachable => "unreachable",
        AiFailure.Timeout => "timeout",
        AiFailure.Status => "status",
        AiFailure.TooLarge => "too_large",
        AiFailure.Shape => "shape",
        _ => "paused",
    };
}
