using System.Net;
using Microsoft.AspNetCore.Connections;
using Ramais.AudioSocket;
using Ramais.Conversation;
using Ramais.Extensions;

namespace Ramais.Calls;

/// <summary>
/// Where accepted connections become legs. A visitor begins a call; a resident joins the ringing call of the same UUID and the same extension;
/// anything else hears one sentence and is hung up.
/// </summary>
internal sealed class CallEntrance(CallRegistry registry, CallServices services, Admission? admission = null) : IConnectionHandler
{
    /// <summary>Asterisk sends the UUID within a millisecond of the accept; a channel that nobody answered closes without one.</summary>
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(2);

    public async Task HandleAsync(ConnectionContext connection, Extension extension, LegRole role, CancellationToken stopping)
    {
        var clock = new LegClock(services.Time);
        var port = (connection.LocalEndPoint as IPEndPoint)?.Port ?? (role == LegRole.Visitor ? extension.VisitorPort : extension.ReturnPort ?? 0);
        await using var socket = new AudioSocketConnection(connection, services.Time);
        if (await TryShakeHandsAsync(socket, port, stopping) is not { } id)
            return;
        await Task.Yield(); // off the thread that serves all legs: what the beginning of a call costs would make the others late
        using var scope = CallLog.BeginLeg(services.Log, id, extension.AiNumber, port, extension.CondominiumId);
        var arrival = new Arrival(socket, id, extension, role, port, clock);
        await (role == LegRole.Visitor ? ReceiveVisitorAsync(arrival, stopping) : ReceiveResidentAsync(arrival, stopping));
    }

    private async Task<Guid?> TryShakeHandsAsync(AudioSocketConnection socket, int port, CancellationToken stopping)
    {
        try
        {
            return await socket.HandshakeAsync(HandshakeLimit, stopping);
        }
        catch (AudioSocketHandshakeException failure)
        {
            CallLog.NoHandshake(services.Log, port, failure.Message);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null; // the server stops
        }
    }

    private async Task ReceiveVisitorAsync(Arrival arrival, CancellationToken stopping)
    {
        if (admission?.Admits() == false)
        {
            await arrival.Socket.HangUpAsync(CancellationToken.None); // without a word: a sentence would cost what there is too little of
            return;
        }
        if (registry.TryBegin(arrival.Id, arrival.Extension) is not { } call)
        {
            await RefuseAsync(arrival, "já existe uma chamada viva com esse UUID", "call.refused");
            return;
        }
        try
        {
            var leg = arrival.ToLeg(call, services);
            await using var onStop = stopping.Register(() => call.Inbox.TryWrite(new(new StopRequested())));
            await Task.WhenAll(call.RunAsync(leg), RunLegAsync(leg, call));
        }
#pragma warning disable CA1031 // a defect ends this call, not the server
        catch (Exception defect)
#pragma warning restore CA1031
        {
            CallLog.Broke(services.Log, defect, call.Id, call.Extension.AiNumber);
        }
        finally
        {
            call.Recording?.End();
            registry.End(call);
            CallLog.Ended(services.Log, call.Id, call.Extension.AiNumber, call.View.Result ?? "failed");
        }
    }

    private async Task ReceiveResidentAsync(Arrival arrival, CancellationToken stopping)
    {
        if (registry.FindLive(arrival.Id, arrival.Extension) is not { } call)
        {
            var ended = registry.EndedRecently(arrival.Id);
            await RefuseAsync(arrival, ended ? "a chamada já terminou" : "nenhuma chamada desse UUID toca neste ramal", ended ? "call.ended_already" : "call.refused");
            return;
        }
        var leg = arrival.ToLeg(call, services);
        if (await call.AdmitAsync(leg))
            await RunLegAsync(leg, call);
        else
            await RefuseAsync(arrival, "a chamada não está tocando agora", "call.ended_already");
    }

    private async Task RunLegAsync(Leg leg, Call call)
    {
        CallLog.Connected(services.Log, call.Id, call.Extension.AiNumber, CallWords.Spoken(leg.Role), leg.Port);
        await leg.RunAsync(CancellationToken.None);
        CallLog.Left(services.Log, call.Id, call.Extension.AiNumber, CallWords.Spoken(leg.Role), leg.EndReason, leg.Clock.Elapsed.TotalSeconds);
    }

    private Task RefuseAsync(Arrival arrival, string reason, string sentence)
    {
        CallLog.Refused(services.Log, CallWords.Spoken(arrival.Role), arrival.Port, reason);
        return Refusal.RunAsync(arrival.Socket, services, sentence);
    }

    private sealed record Arrival(AudioSocketConnection Socket, Guid Id, Extension Extension, LegRole Role, int Port, LegClock Clock)
    {
        public Leg ToLeg(Call call, CallServices services) => new(Socket, Role, Port, Clock, call, services);
    }
}
