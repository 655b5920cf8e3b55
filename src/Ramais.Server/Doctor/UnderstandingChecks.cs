using System.Globalization;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Server.Ai;
using Ramais.Server.Providers;
using Ramais.Server.Settings;

namespace Ramais.Server.Doctor;

/// <summary>Asks each configured provider once what a harmless sentence means. A provider that fails is a warning: the rules answer calls.</summary>
internal static class UnderstandingChecks
{
    private const string Subject = "compreensão";

    private static readonly VisitorTurn Trial = new(
        Guid.Empty, "Bom dia, é uma entrega para o apartamento 501", Asked.Open, new CondominiumDirectory(0, "", []));

    public static async Task<IReadOnlyList<Finding>> RunAsync(RamaisSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var provider in AiHosting.Providers(settings))
        {
            using (provider)
                findings.Add(await AskAsync(provider, time, cancellation));
        }
        return findings.Count > 0 ? findings : [Finding.Good(Subject, "regras embutidas")];
    }

    private static async Task<Finding> AskAsync(IUnderstandingProvider provider, TimeProvider time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(LayeredUnderstanding.ProviderLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var started = time.GetTimestamp();
        try
        {
            var told = await provider.AskAsync(Trial with { CallId = Guid.NewGuid() }, either.Token);
            return Judge(provider.Setting, told.Slots, time.GetElapsedTime(started));
        }
        catch (ProviderFailedException failure)
        {
            return Finding.Warning(Subject, $"{provider.Setting} {failure.Message}", Cure(failure));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Finding.Warning(Subject, $"{provider.Setting} {ProviderFailure.Timeout.Explain()}", "o limite é de 6 s; veja a carga do serviço ou use um modelo menor");
        }
    }

    private static Finding Judge(string setting, VisitorSlots slots, TimeSpan took)
    {
        var understood = string.Create(
            CultureInfo.InvariantCulture, $"{setting} respondeu em {took.TotalSeconds:F1} s: {IntentKey.Contract(slots.Intent)}, apartamento {Number(slots)}");
        return slots is { Intent: VisitIntent.Delivery, ApartmentNumber: "501" }
            ? Finding.Good(Subject, understood)
            : Finding.Warning(Subject, understood, "a frase dizia entrega e 501; prefira um modelo maior, ou fique só com as regras");
    }

    /// <summary>What the provider wrote goes to a terminal.</summary>
    private static string Number(VisitorSlots slots) =>
        slots.ApartmentNumber.Length is > 0 and < 20 && !slots.ApartmentNumber.Any(char.IsControl) ? slots.ApartmentNumber : "não entendido";

    private static string Cure(ProviderFailedException failure) => (failure.Reason, failure.Status) switch
    {
        (ProviderFailure.Status, 401 or 403) => "confira AI_MODEL_KEY",
        (ProviderFailure.Status, 404) => "confira o caminho do endereço (um modelo termina em /v1) e AI_MODEL",
        (ProviderFailure.Status, >= 300 and < 400) => "ponha no ajuste o endereço final: não se seguem redirecionamentos",
        (ProviderFailure.Unreachable, _) => "confira o endereço, a porta e o firewall",
        _ => "veja o registro do serviço e docs/ai.md",
    };
}
