using System.Globalization;
using Ramais.Server.Cli;

namespace Ramais.Server.Phone;

/// <summary>Writes a phone's events for a person, or one JSON object a line.</summary>
internal static class PhoneEventPrinter
{
    public static string ToJson(PhoneEvent happened) => JsonLine.Of(new
    {
        Event = happened.Kind,
        AtMs = (long)happened.At.TotalMilliseconds,
        happened.Detail,
        End = PhoneEnds.Word(happened.End),
    });

    public static string ToText(PhoneEvent happened) =>
        string.Create(CultureInfo.GetCultureInfo("pt-BR"), $"{happened.At.TotalSeconds,7:0.00} s  {Describe(happened)}");

    private static string Describe(PhoneEvent happened) => happened.Kind switch
    {
        PhoneEventKind.Connected => "ligado",
        PhoneEventKind.FirstAudio => "primeiro áudio do outro lado",
        PhoneEventKind.HeardSpeechStarted => "o outro lado começa a falar",
        PhoneEventKind.HeardSpeechEnded => "o outro lado se cala",
        PhoneEventKind.SpeechStarted => $"digo: {happened.Detail}",
        PhoneEventKind.SpeechEnded => "termino de falar",
        PhoneEventKind.KeySent => $"aperto {happened.Detail}",
        _ => happened.End switch
        {
            PhoneEnd.OtherHungUp => "o outro lado desliga",
            PhoneEnd.OtherClosed => "o outro lado encerra a conexão",
            PhoneEnd.Broken => "a conexão cai",
            _ => "desligo",
        },
    };
}
