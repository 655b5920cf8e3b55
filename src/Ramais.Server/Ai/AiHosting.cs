using System.Collections.Immutable;
using Ramais.Conversation;
using Ramais.Server.Settings;

namespace Ramais.Server.Ai;

/// <summary>Puts together what understands the visitors, as the settings say.</summary>
internal static class AiHosting
{
    public static void AddUnderstanding(this IServiceCollection services, RamaisSettings settings)
    {
        if (Providers(settings) is not { IsEmpty: false } providers)
        {
            services.AddSingleton<IVisitorUnderstanding, RulesUnderstanding>();
            return;
        }
        services.AddSingleton<AiMetrics>();
        services.AddSingleton<IVisitorUnderstanding>(s => Layered(
            providers, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<AiMetrics>(), s.GetRequiredService<ILogger<GuardedProvider>>()));
    }

    /// <summary>The providers configured, in the order in which they are asked. The caller disposes of them.</summary>
    public static ImmutableArray<IUnderstandingProvider> Providers(RamaisSettings settings) =>
    [
        .. settings.AiApiUrl is { } url ? [new AiServiceUnderstanding(url)] : Array.Empty<IUnderstandingProvider>(),
        .. settings.ChatModel is { } model ? [new ChatModelUnderstanding(model)] : Array.Empty<IUnderstandingProvider>(),
    ];

    public static LayeredUnderstanding Layered(
        ImmutableArray<IUnderstandingProvider> providers, TimeProvider time, AiMetrics metrics, ILogger<GuardedProvider> log) =>
        new([.. providers.Select(provider => new GuardedProvider(provider, time, metrics, log))], time, metrics);

    /// <summary>For the console, in the order in which they are asked; null when only the embedded rules are used.</summary>
    public static string? Describe(RamaisSettings settings)
    {
        var service = settings.AiApiUrl is { } url ? $"AI_API_URL ({Place(url)}), depois " : "";
        var model = settings.ChatModel is { } chat ? $"o modelo {chat.Model} ({Place(chat.Url)}), depois " : "";
        return service + model is { Length: > 0 } providers ? $"Quem entende o visitante: {providers}as regras embutidas" : null;
    }

    /// <summary>Without what may be secret: user, password and query.</summary>
    private static string Place(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
