namespace Ramais.Server.Settings;

/// <summary>What decides that somebody speaks.</summary>
internal enum VoiceDetection
{
    /// <summary>Energy, and Silero v5 where energy says that somebody may be speaking; energy alone where its file is missing.</summary>
    Silero,

    /// <summary>Energy alone.</summary>
    Energy,
}
