using System.Buffers;

namespace Ramais.AudioSocket;

/// <summary>One message as it lies in the receive buffer; valid until the reader is advanced.</summary>
/// <param name="Type">The type byte as received; it may be a value that <see cref="AudioSocketMessageType"/> does not name.</param>
/// <param name="Payload">0 to 65,535 bytes.</param>
public readonly record struct AudioSocketMessage(AudioSocketMessageType Type, ReadOnlySequence<byte> Payload);
