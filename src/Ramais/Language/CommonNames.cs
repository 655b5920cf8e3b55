using System.Collections.Frozen;

namespace Ramais.Language;

/// <summary>
/// Frequent Brazilian given names, as heard. They tell a name from any other unknown word in a transcript without capitals; a name that
/// is not here is still understood wherever the sentence calls for one.
/// </summary>
internal static class CommonNames
{
    private static readonly FrozenSet<string> Names = Load("""
        abel adalberto adelaide adelia ademar ademir adilson adriana adriano afonso agata agatha agnaldo aguinaldo aila ailton alan alana
        alberto alcides alessandra alessandro alex alexandra alexandre alexsandro alice aline alisson almir aloisio altair alvaro amanda
        amelia ana analu anderson andre andrea andreia andressa angela angelica angelo anita anselmo antonia antonio aparecida aparecido
        ariane ariel arlete armando arnaldo artur arthur augusto aurea aurora ayla barbara beatriz benedito benicio benjamin bento
        bernardo berenice bete beth beto bia bianca breno brenda bruna bruno caio caique camila camilla carina carla carlinhos carlos
        carmem carmen carol carolina caroline cassia cassio catarina catia cauã caua cecilia celia celina celio celso cesar chico
        christian cibele cicera cicero cida cintia clara clarice clarissa claudemir claudete claudia claudio cleber cleide cleiton cleusa
        clovis conceicao creusa cris cristian cristiana cristiane cristiano cristina daiane dalva daniel daniela daniele danielle danilo
        dario davi david debora deise delma denilson denis denise deborah diego diogo dirce dirceu djalma domingos donizete douglas dulce
        ede eder edgar edilson edina edinaldo edna edson eduarda eduardo elaine elena eliana eliane elias eliete eliezer elio elis elisa
        elisabete elisangela eliseu eloa eloisa elton elvira elza emanuel emanuela emanuele emerson emilia emilio enzo erica erika eric
        erick estela ester esther eugenia eugenio eunice evandro evelin evelyn everaldo everton fabiana fabiano fabio fabricio fatima
        felipe fernanda fernando filipe flavia flavio francielle francisca francisco franciele gabi gabriel gabriela gabriele geraldo
        gerson gilberto gilda gilmar gilson giovana giovanna giovanni gisele giselle gislaine glaucia gleice gloria graca graça greice
        guilherme gustavo heitor helder helena helio heloisa henrique herbert hilda hugo iago iara igor inacio ines iolanda iracema irene
        iris isa isaac isabel isabela isabella isadora isaias isis ismael israel itamar ivan ivana ivete ivone ivo izabel jacira jackson
        jacqueline jaime jair jairo janaina jane janete jaqueline jean jefferson jeferson jessica jeova joana joao joaquim joel joelma
        jonas jonatas jonathan jorge jose josefa joselia josiane josue joyce juarez juca julia juliana juliano julio junior juraci jurema
        jussara kaique karen karin karina karine karla kaua keila kelly kelvin kevin laercio laila lais lara larissa laura lauro lavinia
        lazaro leandra leandro leda leila lena leo leonardo leonel leonor leticia levi lia lidia lidiane ligia lilian liliane lina livia
        lorena lorenzo lourdes luan luana lucas lucca lucelia lucia luciana luciane luciano lucila lucilene lucimara lucio luisa luiza
        luis luiz luigi luna lurdes madalena magali magda magno maiara maicon maisa manoel manu manuel manuela mara marcela marcelo marcia
        marcio marco marcos margarete margarida maria mariana mariane marilda marilene marilia marina marinalva mario marisa maristela
        marlene marli marlon marta mateus matheus mauricio mauro maxwell mayara melissa mercedes michel michele michelle miguel milena
        milton mirela miriam moacir moises monica murilo nadia nadir nair natalia natan natasha nathalia neide neiva nelson neusa neuza
        nicolas nicole nilo nilson nilton nilza nina noemi norma octavio odair olavo olga olivia orlando osmar osvaldo oswaldo otavio otto
        pablo paloma pamela patricia paula paulinho paulo pedro penha pietra pietro poliana priscila quiteria rafael rafaela raimunda
        raimundo raissa ramon raquel raul rebeca regiane regina reginaldo reinaldo renan renata renato ricardo rita roberta roberto robson
        rodrigo rogerio romario romeu romulo ronaldo roni ronaldinho rosa rosana rosangela roseli rosemeire rosilene rosimeire rosinha
        rubens rui ruth sabrina salete samanta samara samuel sandra sandro sara sarah sebastiana sebastiao selma sergio severino sheila
        shirlei sidnei silas silvana silvano silvia silvio simone sofia solange sonia sophia stefani stella stephanie suelen sueli suellen
        susana suzana tabata taina tais talita tamara tamires tania tarcisio tarsila tatiana tatiane telma teo teresa tereza thais thales
        thalita theo therezinha terezinha thiago tiago tobias tomas toninho ubirajara ueliton uelinton ulisses valdemar valdir valdirene
        valentina valeria valerio valmir valter vanda vanderlei vanessa vania vera veronica vicente victor vilma vinicius virginia vitor
        vitoria vivian viviane wagner waldemar walace wallace walter wanda wanderlei wanessa washington wellington wendel wesley wilian
        william willian wilma wilson yago yara yasmin yuri zeca zelia zilda zuleide ze
        """);

    /// <summary>Whether the folded word is a frequent given name.</summary>
    public static bool Contains(string folded) => Names.Contains(folded);

    private static FrozenSet<string> Load(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Phrase.Fold).ToFrozenSet(StringComparer.Ordinal);
}
