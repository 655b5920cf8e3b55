using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

public class PromptTextTests
{
    [Theory]
    [InlineData("visitor.ask_name-2", true)]
    [InlineData("", false)]
    [InlineData("../segredo", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("Visitor", false)]
    [InlineData("saída", false)]
    public void Keys_that_could_leave_their_folder_are_not_keys(string key, bool valid)
    {
        Assert.Equal(valid, PromptText.IsValidKey(key));
        Assert.Null(ShippedRecordings.Find(key));
    }
}
