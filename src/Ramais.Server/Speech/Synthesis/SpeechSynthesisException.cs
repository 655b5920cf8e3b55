namespace Ramais.Server.Speech;

/// <summary>A sentence could not be spoken. The message is one line in Portuguese: the object, the cause, the cure; never the sentence.</summary>
internal sealed class SpeechSynthesisException(string message, Exception? inner = null) : Exception(message, inner);
