using Ramais.Conversation;
using Ramais.Extensions;
using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>Pieces that many conversations share. All time is virtual.</summary>
internal static class Script
{
    public static void Run(Func<Gatehouse, Task> script, bool voice = false, ConversationPolicy? policy = null) => VirtualTime.Run(async time =>
    {
        var gate = new Gatehouse(time, voice, policy);
        await script(gate);
        await gate.QuietAsync();
    });

    /// <summary>The visitor has pressed a key for the purpose and heard the question for the apartment.</summary>
    public static async Task<SimulatedPhone> UntilApartmentAsync(Gatehouse gate, string intent = "1", Extension? extension = null)
    {
        var visitor = gate.Visitor(extension: extension);
        await visitor.HearsAsync("visitor.ask_intent" + Spoken(gate));
        visitor.Press(intent);
        await visitor.HearsAsync("visitor.ask_apartment" + Spoken(gate));
        return visitor;
    }

    /// <summary>The visitor's first words, said when all is asked.</summary>
    public static async Task<SimulatedPhone> VisitorSaysAsync(Gatehouse gate, string words, Extension? extension = null)
    {
        var visitor = gate.Visitor(extension: extension);
        await visitor.HearsAsync("visitor.ask_intent.voice");
        await visitor.SayAsync(words, 2);
        return visitor;
    }

    /// <summary>The phone hears one sentence and is hung up.</summary>
    public static async Task IsTurnedAwayAsync(SimulatedPhone phone, string sentence)
    {
        await phone.HearsAsync(sentence);
        Assert.Equal("hangup", await phone.Ended);
    }

    /// <summary>With a recogniser, and with an understanding that the test drives.</summary>
    public static void RunUnderstanding(Func<Gatehouse, FakeUnderstanding, Task> script) => VirtualTime.Run(async time =>
    {
        var understanding = new FakeUnderstanding(time);
        var gate = new Gatehouse(time, voice: true, understanding: understanding);
        await script(gate, understanding);
        await gate.QuietAsync();
    });

    /// <summary>By keys: a delivery for 501, with the name in the visitor's own voice.</summary>
    public static async Task<SimulatedPhone> VisitorUntilRingingAsync(Gatehouse gate, string intent = "1", string apartment = "501#")
    {
        var visitor = await UntilApartmentAsync(gate, intent);
        visitor.Press(apartment);
        await SayNameAsync(visitor);
        await visitor.HearsAsync("visitor.ringing");
        return visitor;
    }

    public static async Task SayNameAsync(SimulatedPhone visitor, string name = "meu nome é Marcos")
    {
        await visitor.HearsAsync("visitor.ask_name");
        await visitor.PauseAsync(0.6);
        await visitor.SayAsync(name);
    }

    /// <summary>The same, and the resident has heard the question.</summary>
    public static async Task<(SimulatedPhone Visitor, SimulatedPhone Resident)> UntilAskedAsync(Gatehouse gate, string intent = "1", string apartment = "501#")
    {
        var visitor = await VisitorUntilRingingAsync(gate, intent, apartment);
        var resident = gate.Resident();
        await resident.HearsAsync("resident.ask" + Spoken(gate));
        return (visitor, resident);
    }

    private static string Spoken(Gatehouse gate) => gate.Services.SpeechToText is null ? "" : ".voice";
}
