using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Ramais.Voice;

/// <summary>Goes through the fields of one Protocol Buffers message.</summary>
/// <param name="message">The whole message.</param>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the present field.</summary>
    public int Number { get; private set; }

    /// <summary>Its value where it is a number.</summary>
    public long Value { get; private set; }

    /// <summary>Its content where it has a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var key = ReadVarint();
        (Number, Value) = ((int)(key >> 3), 0);
        Bytes = [];
        switch (key & 7)
        {
            case 0:
                Value = ReadVarint();
                return true;
            case 1:
                Value = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
                return true;
            case 2:
                Bytes = Take(ReadVarint());
                return true;
            case 5:
                Value = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
                return true;
            default:
                throw new InvalidDataException($"Wire type {key & 7} is unknown.");
        }
    }

    /// <summary>Adds the field's number, or the numbers packed in it.</summary>
    public readonly void AppendTo(ImmutableArray<int>.Builder numbers)
    {
        if (Bytes.IsEmpty)
            numbers.Add((int)Value);
        for (var packed = new ProtobufReader(Bytes); !packed._rest.IsEmpty;)
            numbers.Add((int)packed.ReadVarint());
    }

    private long ReadVarint()
    {
        var value = 0L;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (long)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _rest.Length)
            throw new InvalidDataException("It ends in the middle of a field.");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
