using System.Security.Cryptography;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Listening;

/// <summary>The weights of the second stage of voice detection, in the data folder, at one version: another file is not used.</summary>
internal static class VoiceModelFile
{
    /// <summary>As it is called in its package and here.</summary>
    public const string Name = "silero_vad_v5.onnx";

    /// <summary>Below the data folder.</summary>
    public const string Folder = "models";

    private const string Sha256 = "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f";

    public static string PathIn(RamaisSettings settings) => Path.Combine(settings.DataFile(Folder), Name);

    /// <summary>Whether these are the bytes of the pinned version.</summary>
    public static bool IsGenuine(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content)) == Sha256;

    /// <summary>Whether some extension asks for the second stage.</summary>
    public static bool IsWanted(RamaisSettings settings) =>
        settings.VoiceDetection.Own.Values.Prepend(settings.VoiceDetection.Usual).Contains(VoiceDetection.Silero);

    /// <summary>What is used with these settings, and one sentence that says so and why.</summary>
    public static (SileroNetwork? Network, string Says) Load(RamaisSettings settings)
    {
        if (!IsWanted(settings))
            return (null, "Detecção de voz: energia (VAD=energia)");
        var path = PathIn(settings);
        try
        {
            var content = File.ReadAllBytes(path);
            return IsGenuine(content)
                ? (SileroNetwork.Read(content), "Detecção de voz: energia e Silero v5")
                : (null, $"Detecção de voz: só energia; {path} não é o arquivo esperado, traga-o de novo com ./ramais models");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"Detecção de voz: só energia; falta {path}, traga-o com ./ramais models");
        }
    }
}
