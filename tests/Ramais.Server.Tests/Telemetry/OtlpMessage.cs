using System.Text;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>As much of protobuf's wire format as is needed to read what an exporter sent.</summary>
internal static class OtlpMessage
{
    /// <summary>The spans of an ExportTraceServiceRequest: resource_spans, scope_spans, spans.</summary>
    public static IEnumerable<SentSpan> Spans(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select new SentSpan(
            Convert.ToHexStringLower(One(span, 1)), Convert.ToHexStringLower(One(span, 2)), Convert.ToHexStringLower(One(span, 4)), Encoding.UTF8.GetString(One(span, 5)));

    private static byte[] One(byte[] message, int number) => Fields(message, number).FirstOrDefault() ?? [];

    /// <summary>The contents of every field of that number that has a length.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var (found, at) = (new List<byte[]>(), 0);
        while (at < message.Length)
        {
            var key = (int)Varint(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += sizeof(long);
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    if (key >> 3 == number)
                        found.Add(message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    at += sizeof(int);
                    break;
                default:
                    throw new InvalidDataException($"No protobuf: wire type {key & 7} at {at}.");
            }
        }
        return found;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var (value, shift) = (0UL, 0);
        byte read;
        do
        {
            read = message[at++];
            value |= (ulong)(read & 0x7F) << shift;
            shift += 7;
        }
        while (read >= 0x80);
        return value;
    }
}

/// <summary>One span as it was sent; ids in hexadecimal, the parent's empty for a root.</summary>
internal sealed record SentSpan(string TraceId, string Id, string Parent, string Name);
