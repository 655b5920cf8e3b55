namespace Ramais.Server.Hosting;

/// <summary>The server can't start; the message is one line in Portuguese that names the setting, the cause and the cure.</summary>
internal sealed class ServerStartException(string message, Exception cause) : Exception(message, cause);
