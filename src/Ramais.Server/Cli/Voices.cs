using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Server.Speech;

namespace Ramais.Server.Cli;

/// <summary>The voice with which commands make a party speak.</summary>
internal static class Voices
{
    public static EspeakSynthesizer Embedded() => new(TimeProvider.System, NullLogger<EspeakSynthesizer>.Instance);
}
