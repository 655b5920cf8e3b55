using Microsoft.Extensions.Logging;

namespace Ramais.Calls;

/// <summary>What a call writes to the log. Call, extension, port and condominium are in the scope of every line.</summary>
internal static partial class CallLog
{
    /// <summary>Values that every line of a leg carries.</summary>
    public static IDisposable? BeginLeg(ILogger log, Guid call, string extension, int port, int condominium) =>
        LegScope(log, call, extension, port, condominium);

    [LoggerMessage(Level = LogLevel.Information, Message = "Chamada {CallId}, ramal {Extension}: {Leg} conectado na porta {Port}.")]
    public static partial void Connected(ILogger log, Guid callId, string extension, string leg, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "Chamada {CallId}, ramal {Extension}: {Leg} saiu ({Reason}) após {Seconds:F1} s.")]
    public static partial void Left(ILogger log, Guid callId, string extension, string leg, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Chamada {CallId}, ramal {Extension}: encerrada, resultado {Result}.")]
    public static partial void Ended(ILogger log, Guid callId, string extension, string result);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Uma conexão de {Leg} na porta {Port} foi recusada: {Reason}.")]
    public static partial void Refused(ILogger log, string leg, int port, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Uma conexão na porta {Port} não trouxe chamada: {Reason}")]
    public static partial void NoHandshake(ILogger log, int port, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}, ramal {Extension}: o lado de {Leg} não lê nada há 3 s e foi fechado; confira a rede até o Asterisk.")]
    public static partial void Stuck(ILogger log, Guid callId, string extension, string leg);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}, ramal {Extension}: o reconhecedor {Recogniser} falhou em uma fala; a chamada continua pelo teclado.")]
    public static partial void RecognitionFailed(ILogger log, Exception failure, Guid callId, string extension, string recogniser);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chamada {CallId}, ramal {Extension}: o número do apartamento no diretório não pode ser discado; use dígitos, +, *, # ou um endereço sip:.")]
    public static partial void NotDialable(ILogger log, Guid callId, string extension);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}, ramal {Extension}: o morador não pôde ser chamado: {Cause}")]
    public static partial void RingFailed(ILogger log, Guid callId, string extension, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Chamada {CallId}, ramal {Extension}: o apartamento não foi tocado: {Cause}.")]
    public static partial void RingBarred(ILogger log, Guid callId, string extension, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}, ramal {Extension}: o toque não pôde ser cancelado: {Cause}")]
    public static partial void CancelFailed(ILogger log, Guid callId, string extension, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chamada {CallId}, ramal {Extension}: a decisão não pôde ser gravada e o portão não abre; a causa está na exceção; se for o disco, confira o espaço e as permissões de DATA_DIR.")]
    public static partial void DecisionNotKept(ILogger log, Exception failure, Guid callId, string extension);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chamada {CallId}, ramal {Extension}: interrompida por um defeito do programa.")]
    public static partial void Broke(ILogger log, Exception failure, Guid callId, string extension);

    private static readonly Func<ILogger, Guid, string, int, int, IDisposable?> LegScope =
        LoggerMessage.DefineScope<Guid, string, int, int>("chamada {CallId} ramal {Extension} porta {Port} condomínio {Condominium}");
}
