using System.Text;
using Ramais.Server.Cli;

// Read once, by the first socket of the process: completions run on the thread that polls, without a hop to the thread pool, whose
// spinning is the largest cost of a server of few calls. Whatever handles media must therefore never block.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

// Pipes carry UTF-8 whatever the locale says: what goes through them is JSON and Portuguese.
Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

using var interrupted = new Interruption();
return await RamaisCli.RunAsync(args, Console.In, Console.Out, Console.Error, interrupted.Token);
