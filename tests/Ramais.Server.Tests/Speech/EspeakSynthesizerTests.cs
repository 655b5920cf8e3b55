using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Server.Speech;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>How the program is handled, with scripts in its place; what the real one says is in <see cref="EspeakVoiceTests"/>.</summary>
public class EspeakSynthesizerTests
{
    private readonly ListLogger<EspeakSynthesizer> _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_program_gives_no_sound_and_says_once_how_to_get_it()
    {
        using var voice = Voice("/nowhere/espeak-ng");

        Assert.Null(await voice.SynthesizeAsync("Olá.", Cancellation));
        Assert.Null(await voice.SynthesizeAsync("Olá.", Cancellation));

        Assert.Contains("apt-get install espeak-ng", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_goes_in_by_standard_input_and_nowhere_else()
    {
        using var program = new FakeProgram("echo \"$@\" > $HERE/arguments; cat > $HERE/input; exit 3");
        using var voice = Voice(program.Path);

        await FailureAsync(voice, "Bia; rm -rf / <speak> $(id) \u0001 [[a]]\nção");

        Assert.Equal("-v pt-br -s 160 -b 1 --stdin --stdout\n", await File.ReadAllTextAsync(program.FileNamed("arguments"), Cancellation));
        Assert.Equal("Bia; rm -rf / <speak> $(id)     a   ção", await File.ReadAllTextAsync(program.FileNamed("input"), Cancellation));
    }

    [Fact]
    public async Task Another_voice_is_an_argument_of_its_own_and_a_folder_of_its_own()
    {
        using var program = new FakeProgram("echo \"$@\" > $HERE/arguments; cat > $HERE/input; exit 3");
        using var voice = Voice(program.Path);
        var other = voice.In("pt-br+f3");

        await Assert.ThrowsAsync<SpeechSynthesisException>(async () => await other.SynthesizeAsync("Olá.", Cancellation));

        Assert.Equal("-v pt-br+f3 -s 160 -b 1 --stdin --stdout\n", await File.ReadAllTextAsync(program.FileNamed("arguments"), Cancellation));
        Assert.Equal(("espeak-pt-br", "espeak-pt-br--f3"), (voice.Voice, other.Voice));
        _ = new PromptFiles(Path.GetTempPath(), other.Voice, NullLogger<PromptFiles>.Instance);
    }

    [Theory]
    [InlineData("pt-br; id")]
    [InlineData("--help")]
    [InlineData("pt-br+../f3")]
    [InlineData("")]
    public void What_is_no_voice_never_reaches_the_command_line(string name)
    {
        using var voice = Voice("/nowhere/espeak-ng");
        Assert.Throws<ArgumentException>(() => voice.In(name));
    }

    [Theory]
    [InlineData("cat > /dev/null; echo 'Error: no voice' >&2; echo 'more' >&2; exit 1", "terminou com o código 1 (Error: no voice)")]
    [InlineData("exit 7", "terminou com o código 7 (sem explicação)")]
    [InlineData("cat > /dev/null; echo garbage", "devolveu algo que não é som")]
    [InlineData("cat > /dev/null", "devolveu algo que não é som")]
    [InlineData("cat /dev/zero", "não para de falar")]
    public async Task A_program_that_fails_gives_one_line_with_the_cause_and_the_cure(string script, string cause)
    {
        using var program = new FakeProgram(script);
        using var voice = Voice(program.Path);

        var failure = await FailureAsync(voice, "A Bia chegou.");

        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install espeak-ng", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Bia", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_program_that_complains_at_length_is_not_held_up()
    {
        using var program = new FakeProgram("cat > /dev/null; head -c 300000 /dev/zero >&2; exit 4");
        using var voice = Voice(program.Path);
        Assert.Contains("código 4", (await FailureAsync(voice, "Olá.")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40_000, true)]
    [InlineData(40_001, false)]
    public async Task The_output_may_be_as_long_as_the_limit_and_no_longer(int length, bool allowed)
    {
        using var program = new FakeProgram($"head -c {length} /dev/zero");
        var running = SpeechProcess.RunAsync(program.Path, [], "", largestOutput: 40_000, Cancellation);
        if (allowed)
            Assert.Equal(length, (await running).Output.Length);
        else
            await Assert.ThrowsAsync<InvalidDataException>(() => running);
    }

    [Fact]
    public async Task A_slow_program_is_killed_with_its_children_when_its_time_is_over()
    {
        using var program = new FakeProgram("echo $$ > $HERE/a; mv $HERE/a $HERE/pid; sleep 600 & echo $! > $HERE/b; mv $HERE/b $HERE/child; wait");
        using var voice = Voice(program.Path, limit: TimeSpan.FromMilliseconds(300));

        Assert.Contains("não terminou em 0", (await FailureAsync(voice, "Olá.")).Message, StringComparison.Ordinal);

        // A machine so busy that the script had not begun has nothing to look for.
        foreach (var name in (string[])["pid", "child"])
            if (File.Exists(program.FileNamed(name)))
                await AssertGoneAsync(program.FileNamed(name));
    }

    [Fact]
    public async Task Cancellation_kills_the_program()
    {
        using var program = new FakeProgram("echo $$ > $HERE/started; mv $HERE/started $HERE/pid; exec sleep 600");
        using var voice = Voice(program.Path);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var speaking = voice.SynthesizeAsync("Olá.", caller.Token).AsTask();
        await AppearsAsync(program.FileNamed("pid"));
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaking);
        await AssertGoneAsync(program.FileNamed("pid"));
    }

    [Fact]
    public async Task No_more_programs_run_at_once_than_allowed()
    {
        // Each one notes how many it sees at work, itself included.
        using var program = new FakeProgram("cat > /dev/null; mkdir $HERE/busy.$$; ls -d $HERE/busy.* | wc -l >> $HERE/seen; rmdir $HERE/busy.$$; exit 1");
        using var voice = Voice(program.Path, atOnce: 2);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => FailureAsync(voice, "Olá.")));

        var seen = (await File.ReadAllLinesAsync(program.FileNamed("seen"), Cancellation)).Select(line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(12, seen.Count);
        Assert.All(seen, count => Assert.InRange(count, 1, 2));
    }

    [Fact]
    public async Task Nothing_to_say_needs_no_program_and_too_much_is_refused()
    {
        using var voice = Voice("/nowhere/espeak-ng");
        Assert.True((await voice.SynthesizeAsync(" \n", Cancellation))!.Samples.IsEmpty);
        Assert.Contains("2001 caracteres", (await FailureAsync(voice, new string('a', 2001))).Message, StringComparison.Ordinal);
        Assert.Empty(_log.Warnings);
    }

    private EspeakSynthesizer Voice(string program, int? atOnce = null, TimeSpan? limit = null) =>
        new(TimeProvider.System, _log, program, atOnce, limit ?? TimeSpan.FromMinutes(2));

    private static Task<SpeechSynthesisException> FailureAsync(EspeakSynthesizer voice, string text) =>
        Assert.ThrowsAsync<SpeechSynthesisException>(() => voice.SynthesizeAsync(text, Cancellation).AsTask());

    private static async Task AppearsAsync(string path)
    {
        while (!File.Exists(path))
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
    }

    // A killed process vanishes as soon as its parent, or the system in its place, has taken note: waited for, not timed.
    private static async Task AssertGoneAsync(string pidFile)
    {
        var pid = int.Parse(await File.ReadAllTextAsync(pidFile, Cancellation), System.Globalization.CultureInfo.InvariantCulture);
        while (IsAlive(pid))
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            // An orphan that nobody waits for stays as a zombie, which runs no more.
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException)
        {
            return false;
        }
    }
}
