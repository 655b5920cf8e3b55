using System.Globalization;
using Ramais.Server.Media;

namespace Ramais.Server.Tests.Media;

public sealed class ThreadThatGoesFirstTests
{
    private const int Niceness = 16; // of the fields of /proc/thread-self/stat behind the name, see proc(5)

    [Fact]
    public void Threads_that_it_starts_wait_like_all_others()
    {
        var (permitted, own, childs) = (false, 0, 0);
        OnItsOwnThread(() =>
        {
            permitted = Posix.TryGoFirst(-1);
            own = Own();
            OnItsOwnThread(() => childs = Own());
        });

        Assert.SkipUnless(permitted, "Only root may go first here, or whoever has RLIMIT_NICE.");
        Assert.Equal((-1, 0), (own, childs));
    }

    private static void OnItsOwnThread(ThreadStart work)
    {
        var thread = new Thread(work);
        thread.Start();
        thread.Join();
    }

    private static int Own()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Niceness], CultureInfo.InvariantCulture);
    }
}
