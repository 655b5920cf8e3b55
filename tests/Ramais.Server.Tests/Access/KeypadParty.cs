using System.Net;
using System.Net.Sockets;

namespace Ramais.Server.Tests.Access;

/// <summary>A party that only presses keys: over a real connection, without sound, deaf to what it is told.</summary>
internal sealed class KeypadParty : IDisposable
{
    private readonly TcpClient _client = new();
    private Task _deaf = Task.CompletedTask;

    public static async Task<KeypadParty> ConnectAsync(int port, Guid call)
    {
        var party = new KeypadParty();
        await party._client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await party.WriteAsync([0x01, 0x00, 0x10, .. call.ToByteArray(bigEndian: true)]);
        party._deaf = party.DiscardAsync();
        return party;
    }

    public async Task PressAsync(string keys)
    {
        foreach (var key in keys)
            await WriteAsync([0x03, 0x00, 0x01, (byte)key]);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Completes when the server closes, or dies.</summary>
    public Task UntilClosedAsync() => _deaf;

    private ValueTask WriteAsync(byte[] message) => _client.GetStream().WriteAsync(message, TestContext.Current.CancellationToken);

    private async Task DiscardAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (await _client.GetStream().ReadAsync(buffer, CancellationToken.None) > 0)
            {
                // deaf
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // the server was killed, or this side has left
        }
    }
}
