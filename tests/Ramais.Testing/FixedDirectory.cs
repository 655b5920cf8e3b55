using Ramais.Directory;

namespace Ramais.Testing;

/// <summary>Two fictional condominiums, small enough to know by heart.</summary>
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

    public CondominiumDirectory For(int condominiumId) => condominiumId == 16 ? Ipe : Aurora;
}
