using Ramais.ClickToCall;

namespace Ramais.Server.ClickToCall;

/// <summary>The message of the queue, field by field as the PBX's consumer reads it.</summary>
internal sealed record AmqpRingMessage(AmqpRingData Data, AmqpRingOperation Operation)
{
    public static AmqpRingMessage Of(RingRequest request, string license, DateTimeOffset now) => new(
        new("IA", $"{request.CallId}", license, request.Extension.ReturnNumber, request.Phone),
        new("8001", $"cmd-{request.CallId}", "", now.ToUnixTimeSeconds(), "clicktocall"));
}

/// <param name="Origin">The return extension, where the resident is connected.</param>
/// <param name="Destination">The resident's number, as the directory writes it.</param>
internal sealed record AmqpRingData(string Destiny, string Guid, string License, string Origin, string Destination);

/// <param name="Timestamp">Seconds since 1970.</param>
internal sealed record AmqpRingOperation(string Eventcode, string Guid, string Msg, long Timestamp, string Type);
