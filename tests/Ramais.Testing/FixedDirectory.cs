using Ramais.Directory;

namespace Ramais.Testing;

/// <summary>Three fictional condominiums, small enough to know by heart. In the third, names are alike and the house has its own manner.</summary>
internal sealed class FixedDirectory : IDirectory
{
    public static readonly CondominiumDirectory Aurora = new(15, "Residencial Aurora",
    [
        new("302", ["Lucas Martinelli"], ["1003302"]),
        new("402", ["Eduardo Nogueira", "Bruna Nogueira"], ["1003402", "1003492"]),
        new("501", ["Renata Albuquerque", "Daniel Prado"], ["1003501"]),
        new("601", ["Sem Telefone"], []),
        new("602", ["Telefone Errado"], ["1003,602&hack"]),
    ]);

    public static readonly CondominiumDirectory Ipe = new(16, "Condomínio Ipê Amarelo",
    [
        new("A-11", ["Marcelo Pacheco"], ["1004011"]),
        new("B-11", ["Cristiane Lacerda"], ["1004111"]),
    ]);

    public static readonly CondominiumDirectory Jardim = new(17, "Jardim das Flores",
    [
        new("101", ["Marcelo Tavares"], ["1005101"]),
        new("102", ["Márcio Prado"], ["1005102"]),
        new("201", ["Ana Lima"], ["1005201"]),
        new("202", ["Ana Souza"], ["1005202"]),
        new("301", ["José Ramos", "Joana Ramos"], ["1005301"]),
        new("302", ["Gilberto Reis"], ["1005302"]),
        new("401", ["Norberto Farias"], ["1005401"]),
    ])
    {
        Greeting = "Oi! Você chegou ao {condominium}.",
        Voice = "pt-br+f3",
    };

    public CondominiumDirectory For(int condominiumId) => condominiumId switch
    {
        16 => Ipe,
        17 => Jardim,
        _ => Aurora,
    };
}
