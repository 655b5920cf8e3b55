using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Ramais.Server.Tests.Dashboard;
using Ramais.Testing;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Ramais.Server.Tests.Dashboard;

/// <summary>Debian's Chromium, started once for all tests that look at pages; it has no screen and no network but loopback.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    /// <summary>Milliseconds after which a page is given up: for a machine at work.</summary>
    public const int Patience = 120_000;

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a window of its own, with no cookies.</summary>
    /// <param name="server">Where its paths lead.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="dark">What the system prefers.</param>
    /// <param name="language">What the browser asks for.</param>
    internal async Task<Window> OpenAsync(RunningServer server, int width = 1280, bool dark = false, string language = "pt-BR")
    {
        var browser = await StartedAsync();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = server.Server.ApiAddress.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return new(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartedAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_browser is not null)
                return _browser;
            Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed: apt-get install chromium");
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright = await Playwright.CreateAsync();
            return _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
        finally
        {
            _starting.Release();
        }
    }
}

/// <summary>One window, and everything that its console complained of.</summary>
internal sealed class Window : IAsyncDisposable
{
    private static readonly string[] Grave = ["serious", "critical"];

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"page error: {error}");
    }

    public IPage Page { get; }

    /// <summary>Opens a page and waits until it is alive: its connection to the server is up and its theme settled.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await AliveAsync();
    }

    public Task AliveAsync() => Page.WaitForFunctionAsync("() => document.documentElement.dataset.vivo === 'sim'");

    public void HasNoComplaints() => Assert.Empty(_complaints);

    /// <summary>For a test that provokes an error of the network.</summary>
    public void Forget() => _complaints.Clear();

    public async Task IsAccessibleAsync(string what)
    {
        var result = await Page.RunAxe();
        var grave = result.Violations.Where(v => Grave.Contains(v.Impact)).Select(Describe).ToList();
        Assert.True(grave.Count == 0, $"{what}:{Environment.NewLine}{string.Join(Environment.NewLine, grave)}");
    }

    /// <summary>Nothing sticks out to the right: nobody has to scroll sideways.</summary>
    public async Task FitsAsync(string what)
    {
        var over = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"{what} is {over} px too wide.");
    }

    /// <summary>Keeps a picture for people to look at.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFiles.Root, "artifacts", "screenshots", $"{name}.png"), FullPage = true });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string Describe(AxeResultItem item) =>
        $"{item.Impact} {item.Id}: {item.Help}: {string.Join(" | ", item.Nodes.Take(4).Select(n => $"{n.Html} {string.Join(' ', n.Any.Select(a => a.Message))}"))}";
}
