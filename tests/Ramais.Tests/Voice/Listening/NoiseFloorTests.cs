using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

public sealed class NoiseFloorTests
{
    private readonly NoiseFloor _floor = new();

    [Fact]
    public void It_is_known_from_the_first_frame()
    {
        _floor.Add(300);

        Assert.Equal(300, _floor.Level);
    }

    [Fact]
    public void A_call_may_begin_with_a_loud_word()
    {
        Add(4000, frames: 50);

        Assert.Equal(300, _floor.Level);
    }

    [Fact]
    public void It_falls_at_once_and_follows_a_step_up_after_two_seconds()
    {
        Add(300, frames: 150);
        Add(100, frames: 2);
        Assert.Equal(100, _floor.Level);

        Add(900, frames: 79);
        Assert.Equal(100, _floor.Level);
        Add(900, frames: 21);
        Assert.Equal(900, _floor.Level);
    }

    [Fact]
    public void Speech_with_its_pauses_does_not_lift_it()
    {
        for (var syllable = 0; syllable < 40; syllable++)
        {
            Add(3000, frames: 15);
            Add(110, frames: 3);
        }

        Assert.Equal(110, _floor.Level);
    }

    [Fact]
    public void One_low_frame_of_an_uneven_noise_is_not_its_floor()
    {
        for (var i = 0; i < 100; i++)
            _floor.Add(i % 10 == 5 ? 100 : 300);

        Assert.Equal(300, _floor.Level);
    }

    [Fact]
    public void A_muted_phone_does_not_make_the_place_silent_but_it_is_forgotten_in_time()
    {
        Add(300, frames: 100);
        Add(0, frames: 50);
        Assert.InRange(_floor.Level, 150, 200);

        Add(2, frames: 500);
        Assert.InRange(_floor.Level, 0, 5);
    }

    private void Add(float level, int frames)
    {
        for (var i = 0; i < frames; i++)
            _floor.Add(level);
    }
}
