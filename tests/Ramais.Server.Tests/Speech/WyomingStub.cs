using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Ramais.Server.Tests.Speech;

/// <summary>Wyoming events, byte by byte.</summary>
internal static class WyomingStub
{
    public static async Task<(JsonObject Header, byte[] Payload)> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var line = new List<byte>();
        var one = new byte[1];
        do
        {
            await stream.ReadExactlyAsync(one, stop);
            line.Add(one[0]);
        }
        while (one[0] != '\n');
        var header = JsonNode.Parse(line.ToArray())!.AsObject();
        var payload = new byte[header["payload_length"]?.GetValue<int>() ?? 0];
        await stream.ReadExactlyAsync(payload, stop);
        return (header, payload);
    }

    public static async Task WriteAsync(NetworkStream stream, string header, byte[] rest, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(header + "\n"), stop);
        await stream.WriteAsync(rest, stop);
    }
}
