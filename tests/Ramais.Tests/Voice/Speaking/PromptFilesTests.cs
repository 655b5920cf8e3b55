using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>A real folder, a new one for each test.</summary>
public sealed class PromptFilesTests : IDisposable
{
    private readonly DirectoryInfo _data = System.IO.Directory.CreateTempSubdirectory("ramais-prompts-");
    private readonly ListLogger<PromptFiles> _log = new();
    private readonly AudioClip _clip = ScriptedVoice.ClipOf("qualquer");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DirectoryInfo Folder => new(Path.Combine(_data.FullName, "prompts", "scripted-1"));

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_sentence_survives_a_restart_and_its_file_does_not_name_it()
    {
        await Files().WriteAsync("Bia, do 501, chegou.", _clip, Cancellation);

        Assert.Equal(_clip.Samples.ToArray(), (await Files().ReadAsync("Bia, do 501, chegou.", Cancellation))!.Samples.ToArray());
        Assert.Matches("^[0-9a-f]{64}[.]wav$", Assert.Single(Folder.GetFiles()).Name);
        Assert.Null(await Files().ReadAsync("Bia, do 502, chegou.", Cancellation));
        Assert.Empty(_log.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RIFF")]
    [InlineData("isto não é som")]
    public async Task A_broken_file_is_removed_and_made_again(string content)
    {
        await Files().WriteAsync("Olá.", _clip, Cancellation);
        await File.WriteAllTextAsync(Assert.Single(Folder.GetFiles()).FullName, content, Cancellation);

        var voice = new ScriptedVoice(TimeProvider.System);
        await using var audio = new PromptAudio(voice, Files(), _ => null, new ListLogger<PromptAudio>());
        await audio.GetAsync(new PromptText("k", "Olá.", null), Cancellation);

        Assert.Equal(["Olá."], voice.Spoken);
        Assert.Single(_log.Warnings);
        Assert.NotNull(await Files().ReadAsync("Olá.", Cancellation));
    }

    [Fact]
    public async Task A_file_cut_off_by_a_crash_counts_as_broken()
    {
        await Files().WriteAsync("Olá.", _clip, Cancellation);
        var path = Assert.Single(Folder.GetFiles()).FullName;
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, Cancellation))[..500], Cancellation);

        Assert.Null(await Files().ReadAsync("Olá.", Cancellation));
        Assert.Empty(Folder.GetFiles());
    }

    [Fact]
    public async Task What_another_process_made_is_not_synthesized_again()
    {
        await Files().WriteAsync("Olá.", _clip, Cancellation);
        var voice = new ScriptedVoice(TimeProvider.System);
        await using var audio = new PromptAudio(voice, Files(), _ => null, new ListLogger<PromptAudio>());

        Assert.Equal(_clip.Samples.ToArray(), (await audio.GetAsync(new PromptText("k", "Olá.", null), Cancellation)).Samples.ToArray());
        Assert.Empty(voice.Spoken);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_costs_a_warning_and_the_sentence_is_spoken()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "prompts"), "a file where the folder should be", Cancellation);
        var voice = new ScriptedVoice(TimeProvider.System);
        await using var audio = new PromptAudio(voice, Files(), _ => null, new ListLogger<PromptAudio>());

        Assert.Equal(ScriptedVoice.ClipSamples, (await audio.GetAsync(new PromptText("k", "Bia chegou.", null), Cancellation)).Samples.Length);
        Assert.DoesNotContain("Bia", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_is_bounded_and_the_oldest_sentences_go_first()
    {
        var size = 44 + (2 * ScriptedVoice.ClipSamples);
        var files = Files(limitBytes: 10 * size);
        for (var i = 0; i < 10; i++)
        {
            await files.WriteAsync($"Frase {i}.", _clip, Cancellation);
            Age(Folder.GetFiles().MaxBy(file => file.LastWriteTimeUtc)!.FullName, i);
        }
        Assert.Equal(10, Folder.GetFiles().Length);

        await files.WriteAsync("Frase 10.", _clip, Cancellation);

        Assert.Equal(9, Folder.GetFiles().Length);
        Assert.Null(await files.ReadAsync("Frase 1.", Cancellation));
        Assert.NotNull(await files.ReadAsync("Frase 2.", Cancellation));
        Assert.NotNull(await files.ReadAsync("Frase 10.", Cancellation));
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_removed_in_time()
    {
        Folder.Create();
        var abandoned = Path.Combine(Folder.FullName, "abc.wav.0123.tmp");
        await File.WriteAllTextAsync(abandoned, "half", Cancellation);
        Age(abandoned, 0);

        await Files().WriteAsync("Olá.", _clip, Cancellation);

        Assert.Equal(".wav", Assert.Single(Folder.GetFiles()).Extension);
    }

    [Theory]
    [InlineData("../fora")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_voice_that_would_lead_out_of_the_folder_is_refused(string voice) =>
        Assert.Throws<ArgumentException>(() => new PromptFiles(_data.FullName, voice, _log));

    private PromptFiles Files(long limitBytes = PromptFiles.DefaultLimitBytes) => new(_data.FullName, "scripted-1", _log, limitBytes);

    private static void Age(string path, int order) =>
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, order, 0, DateTimeKind.Utc));
}
