using Ramais.Directory;

namespace Ramais.Tests.Directory;

/// <summary>Names of one sound have one key, names of two sounds have two.</summary>
public sealed class PhoneticKeyTests
{
    [Theory]
    [InlineData("Thiago", "Tiago")]
    [InlineData("Queirós", "Queiroz")]
    [InlineData("Taís", "Thaís")]
    [InlineData("Wellington", "Uélinton")]
    [InlineData("Luís", "Luiz")]
    [InlineData("Sônia", "Sonya")]
    [InlineData("Cristiane", "Christiane")]
    [InlineData("Felipe", "Phelippe")]
    [InlineData("Felipe", "Philippe")]
    [InlineData("Walter", "Valter")]
    [InlineData("Jéssica", "Géssica")]
    [InlineData("Yasmin", "Iasmin")]
    [InlineData("Mateus", "Matheus")]
    [InlineData("Kauã", "Cauã")]
    [InlineData("Wesley", "Uéslei")]
    [InlineData("Wagner", "Vagner")]
    [InlineData("Souza", "Sousa")]
    [InlineData("Giovanna", "Jiovana")]
    [InlineData("Rafael", "Raphael")]
    [InlineData("Vítor", "Victor")]
    [InlineData("Michele", "Michelle")]
    public void Spellings_of_one_sound_have_one_key(string one, string other) => Assert.Equal(PhoneticKey.Of(one), PhoneticKey.Of(other));

    [Theory]
    [InlineData("Mário", "Maria")]
    [InlineData("Marcelo", "Márcio")]
    [InlineData("Paulo", "Paula")]
    [InlineData("Renata", "Renato")]
    [InlineData("Bruna", "Bruno")]
    [InlineData("Carla", "Clara")]
    [InlineData("Ana", "Anita")]
    [InlineData("Daniel", "Daniela")]
    public void Different_names_have_different_keys(string one, string other) => Assert.NotEqual(PhoneticKey.Of(one), PhoneticKey.Of(other));
}
