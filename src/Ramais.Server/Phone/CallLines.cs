using Ramais.Server.Cli;

namespace Ramais.Server.Phone;

/// <summary>Makes the lines of the command line into what a phone sends.</summary>
internal static class CallLines
{
    public static PhoneLine Prepare(CallLine line) => line.Kind switch
    {
        CallLineKind.Dtmf => new KeysLine(line.Value),
        _ => throw new CommandFailedException("ainda não"),
    };
}
