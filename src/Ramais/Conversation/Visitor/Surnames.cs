using System.Collections.Frozen;

namespace Ramais.Conversation.Visitor;

/// <summary>Frequent surnames: they continue a name in a transcript without capitals, and after "da" or "dos" ("João da Silva").</summary>
internal static class Surnames
{
    private static readonly FrozenSet<string> Names = Vocabulary.Fold("""
        silva santos oliveira souza sousa lima pereira ferreira costa rodrigues almeida nascimento alves carvalho araújo ribeiro gomes
        martins barbosa rocha dias monteiro cardoso reis rezende resende moreira nunes mendes freitas vieira lopes fernandes ramos machado
        teixeira moura cavalcanti cavalcante correia corrêa castro pinto batista campos cruz barros melo mello andrade azevedo borges
        farias duarte guimarães miranda medeiros cunha coelho antunes assis aguiar amaral amorim bastos bezerra brito camargo chaves
        conceição dantas dutra falcão figueiredo fonseca franco furtado garcia godoy gonçalves guedes henriques jesus leal leite luz
        macedo maia marques matos mattos meireles meneses menezes morais moraes mota motta neves nogueira nóbrega pacheco paiva passos paz
        peixoto pessoa pires porto prado queiroz queirós rangel rosa sá salles sales sampaio santana santiago saraiva serra siqueira
        soares tavares torres toledo trindade valadares vargas vasconcelos vaz veiga viana xavier anjos bittencourt fontoura albuquerque
        martinelli ribas lacerda lourdes graças carmo penha dores socorro fátima rosário céu amparo júnior neto filho sobrinho segundo
        bianchi rossi ferrari müller schmidt schneider tanaka yamamoto sato suzuki nakamura kim lee paula
        """);

    public static bool Contains(string folded) => Names.Contains(folded);
}
