using Ramais.Recording;
using Ramais.Testing;
using Ramais.Tests.Calls;

namespace Ramais.Tests.Recording;

/// <summary>Whole visits that are recorded, read back from the disk.</summary>
public sealed class RecordingTests
{
    private static readonly TimeSpan Alignment = TimeSpan.FromMilliseconds(40);

    [Fact]
    public void Both_sides_lie_where_they_were_heard() => Recorded.Run(async recorded =>
    {
        recorded.StartWriting();
        var gate = recorded.Gate;
        var began = gate.Time.GetUtcNow();
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        var resident = gate.Resident();
        await resident.HearsAsync("resident.ask");
        resident.Press("1");
        await visitor.Ended;
        await resident.Ended;

        var wav = await recorded.FinishAsync();
        AssertHeard(visitor, StereoWav.Sentences(wav.Left).Where(each => each.Text != "meu nome é Marcos"), began);
        AssertHeard(resident, StereoWav.Sentences(wav.Right), began);
        var name = Assert.Single(StereoWav.Sentences(wav.Left), each => each.Text == "meu nome é Marcos");
        var asked = visitor.Heard.Single(each => each.Key == "visitor.ask_name").EndedAt!.Value - began;
        Assert.InRange(name.At, asked + TimeSpan.FromSeconds(0.6), asked + TimeSpan.FromSeconds(0.7)); // that is when the visitor began to speak
        Assert.Equal((1, 0, 0), (recorded.Recorder.Finished, recorded.Recorder.Failed, recorded.Recorder.Lost));
    });

    [Fact]
    public void What_a_resident_says_is_on_the_right() => Recorded.Run(
        async recorded =>
        {
            recorded.StartWriting();
            var (visitor, resident) = await Script.UntilAskedAsync(recorded.Gate);
            await resident.PauseAsync(0.5);
            await resident.SayAsync("pode deixar entrar");
            await visitor.Ended;
            await resident.Ended;

            var wav = await recorded.FinishAsync();
            Assert.Contains("pode deixar entrar", StereoWav.Sentences(wav.Right).Select(each => each.Text));
            Assert.DoesNotContain("pode deixar entrar", StereoWav.Sentences(wav.Left).Select(each => each.Text));
        },
        voice: true);

    [Fact]
    public void What_is_on_disk_in_the_middle_of_a_call_can_be_played_and_is_made_whole_by_the_next_start() => Recorded.Run(async recorded =>
    {
        recorded.StartWriting();
        var visitor = recorded.Gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent");
        await visitor.PauseAsync(2);

        using var crashed = new TemporaryFolder();
        var (part, left) = (Assert.Single(recorded.Folder.Left()), new RecordingFolder(crashed.Path));
        Assert.Null(recorded.Folder.Find(Gatehouse.NewId()));
        File.Copy(part, Path.Combine(System.IO.Directory.CreateDirectory(Path.Combine(left.Root, "2026-01-31")).FullName, Path.GetFileName(part)));
        Assert.Equal("call.recorded", StereoWav.Sentences(StereoWav.Read(part).Left)[0].Text);
        File.AppendAllText(left.Left()[0], "abc"); // of a sample that was not written to its end
        RecordingFile.Recover(left.Left()[0]);

        var sentences = StereoWav.Sentences(StereoWav.Read(left.Find(Gatehouse.NewId())!).Left).Select(each => each.Text);
        Assert.Equal(["call.recorded", "visitor.greeting", "visitor.ask_intent"], sentences);
        visitor.HangUp();
        await recorded.StopAsync();
    });

    [Fact]
    public void A_disk_that_stands_still_costs_sound_of_the_recording_and_nothing_of_the_call() => Recorded.Run(async recorded =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(recorded.Gate);
        visitor.HangUp();
        await recorded.Gate.QuietAsync();
        recorded.StartWriting();
        await recorded.Gate.PassAsync(1);

        var wav = await recorded.FinishAsync();
        Assert.True(recorded.Recorder.Lost > 0);
        Assert.InRange(visitor.LongestGap, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        Assert.Equal(["call.recorded", "visitor.greeting"], StereoWav.Sentences(wav.Left).Take(2).Select(each => each.Text));
        Assert.DoesNotContain("visitor.ringing", StereoWav.Sentences(wav.Left).Select(each => each.Text));
    });

    [Fact]
    public void A_folder_that_can_t_be_written_ends_the_recording_and_not_the_call()
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllText(temporary.File("no-folder"), "");
        Recorded.Run(
            async recorded =>
            {
                recorded.StartWriting();
                var (visitor, resident) = await Script.UntilAskedAsync(recorded.Gate);
                resident.Press("1");
                await visitor.HearsAsync("visitor.authorized.delivery");
                await visitor.Ended;
                await recorded.StopAsync();
                Assert.Equal((0, 1, 0), (recorded.Recorder.Finished, recorded.Recorder.Failed, recorded.Recorder.Live));
            },
            dataDir: temporary.File("no-folder"));
    }

    [Fact]
    public void A_UUID_that_comes_again_writes_over_nothing() => Recorded.Run(async recorded =>
    {
        recorded.StartWriting();
        for (var visit = 0; visit < 2; visit++)
        {
            var visitor = recorded.Gate.Visitor();
            await visitor.HearsAsync("visitor.greeting");
            visitor.HangUp();
            await recorded.Gate.PassAsync(2);
        }
        await recorded.StopAsync();
        Assert.Equal(2, System.IO.Directory.GetFiles(recorded.Folder.Root, "*.wav", SearchOption.AllDirectories).Length);
        Assert.EndsWith("-2.wav", recorded.Folder.Find(Gatehouse.NewId()), StringComparison.Ordinal);
    });

    [Fact]
    public void An_extension_that_does_not_record_leaves_no_file_and_gives_no_notice() => Recorded.Run(
        async recorded =>
        {
            recorded.StartWriting();
            var (visitor, resident) = await Script.UntilAskedAsync(recorded.Gate);
            resident.Press("1");
            await visitor.Ended;
            await recorded.StopAsync();

            Assert.False(System.IO.Directory.Exists(recorded.Folder.Root));
            Assert.DoesNotContain(RecordingNotice, visitor.HeardKeys.Concat(resident.HeardKeys));
        },
        records: false);

    private const string RecordingNotice = "call.recorded";

    /// <summary>Each sentence that a phone heard lies in the file where the phone heard it, and nothing else does.</summary>
    private static void AssertHeard(SimulatedPhone phone, IEnumerable<(string Text, TimeSpan At)> sentences, DateTimeOffset began)
    {
        var found = sentences.ToList();
        Assert.Equal(phone.HeardKeys, found.Select(each => each.Text));
        foreach (var (heard, (_, at)) in phone.Heard.Zip(found))
            Assert.InRange(at, heard.StartedAt - began - Alignment, heard.StartedAt - began + Alignment);
    }
}
