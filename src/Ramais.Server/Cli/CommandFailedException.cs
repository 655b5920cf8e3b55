namespace Ramais.Server.Cli;

/// <summary>Ends a command with exit code 1 and its message as the one line on stderr: what failed, why, and the cure, in Portuguese.</summary>
internal sealed class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);
