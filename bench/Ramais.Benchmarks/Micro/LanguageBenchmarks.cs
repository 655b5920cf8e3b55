using BenchmarkDotNet.Attributes;
using Ramais.Conversation;
using Ramais.Directory;

namespace Ramais.Benchmarks.Micro;

/// <summary>What a phrase costs: the resident's consent, the visitor's words, and finding the resident among a thousand apartments.</summary>
[MemoryDiagnoser]
public class LanguageBenchmarks
{
    private CondominiumDirectory _directory = null!;

    [Params("pode deixar subir, obrigado", "não, de jeito nenhum, fala que eu não estou esperando ninguém")]
    public string Reply { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        string[] first = ["Marcelo", "Thiago", "Wellington", "Taís", "Beatriz", "Queila", "João", "Márcio"];
        string[] last = ["Queiroz", "Martinelli", "Souza", "Nogueira", "Lacerda"];
        _directory = new(1, "Condomínio", [.. Enumerable.Range(0, 1000).Select(i => new Apartment(
            $"{100 + i}", [$"{first[i % first.Length]} {last[i % last.Length]}"], [$"{2000 + i}"]))]);
    }

    [Benchmark]
    public object Consent() => ConsentRules.Classify(Reply);

    [Benchmark]
    public object Slots() => VisitorRules.Understand("boa tarde, sou o Lucas, tenho uma entrega para o Tiago Queirós do quinhentos e um", Asked.Open, _directory);

    [Benchmark]
    public object LookUp() => DirectoryLookup.Find(_directory, "", "Tiago Queirós");
}
