namespace Ramais.Listeners;

/// <summary>How an extension stands, as the API and the metrics write it.</summary>
internal static class ExtensionWords
{
    public static string Of(ExtensionState state) => state switch
    {
        ExtensionState.Active => "ativo",
        ExtensionState.AlternativePort => "porta_alternativa",
        ExtensionState.Draining => "drenando",
        _ => "falhou",
    };
}
