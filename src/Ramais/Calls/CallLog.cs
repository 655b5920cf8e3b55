using Microsoft.Extensions.Logging;

namespace Ramais.Calls;

/// <summary>What a call writes to the log. Call, extension, port and condominium are in the scope of every line.</summary>
internal static partial class CallLog
{
    /// <summary>Values that every line of a leg carries.</summary>
    public static IDisposable? BeginLeg(ILogger log, Guid call, string extension, int port, int condominium) =>
        LegScope(log, call, extension, port, condominium);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {CallId} of extension {Extension}: the {Role} connected on port {Port}.")]
    public static partial void Connected(ILogger log, Guid callId, string extension, LegRole role, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {CallId} of extension {Extension}: the {Role} left ({Reason}) after {Seconds:F1} s.")]
    public static partial void Left(ILogger log, Guid callId, string extension, LegRole role, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {CallId} of extension {Extension} ended: {Result}.")]
    public static partial void Ended(ILogger log, Guid callId, string extension, string result);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Role} on port {Port} was refused: {Reason}.")]
    public static partial void Refused(ILogger log, LegRole role, int port, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A connection on port {Port} brought no call: {Reason}.")]
    public static partial void NoHandshake(ILogger log, int port, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} of extension {Extension}: the {Role}'s side has read nothing for 3 s and is closed.")]
    public static partial void Stuck(ILogger log, Guid callId, string extension, LegRole role);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} of extension {Extension}: recogniser {Recogniser} failed on one utterance; the call goes on.")]
    public static partial void RecognitionFailed(ILogger log, Exception failure, Guid callId, string extension, string recogniser);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} of extension {Extension}: an apartment's number in the directory can't be dialled; use digits, +, *, # or a sip: address.")]
    public static partial void NotDialable(ILogger log, Guid callId, string extension);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} of extension {Extension}: click-to-call {Transport} did not take the ring.")]
    public static partial void RingFailed(ILogger log, Exception failure, Guid callId, string extension, string transport);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} of extension {Extension}: click-to-call {Transport} could not stop the ring.")]
    public static partial void CancelFailed(ILogger log, Exception failure, Guid callId, string extension, string transport);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} of extension {Extension}: the decision could not be written, so nobody is told that the gate opens; check disk and permissions of DATA_DIR.")]
    public static partial void DecisionNotKept(ILogger log, Exception failure, Guid callId, string extension);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} of extension {Extension} broke off because of a defect.")]
    public static partial void Broke(ILogger log, Exception failure, Guid callId, string extension);

    private static readonly Func<ILogger, Guid, string, int, int, IDisposable?> LegScope =
        LoggerMessage.DefineScope<Guid, string, int, int>("call {CallId} extension {Extension} port {Port} condominium {Condominium}");
}
