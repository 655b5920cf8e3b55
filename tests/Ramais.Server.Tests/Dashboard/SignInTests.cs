using System.Net;
using Microsoft.Playwright;
using Ramais.Server.Dashboard.SignIn;
using Ramais.Server.Settings;
using static Microsoft.Playwright.Assertions;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>Who gets in, and how far.</summary>
public sealed class SignInTests(Browser browser)
{
    private const string OperatorPassword = "senha do operador";
    private const string ViewerPassword = "senha de quem olha";

    private static readonly DashboardSettings Passwords = new(PasswordHash.Of(OperatorPassword), PasswordHash.Of(ViewerPassword));

    [Fact]
    public async Task A_wrong_password_is_told_and_the_right_one_leads_to_the_page_that_was_wanted()
    {
        await using var rig = await DashboardRig.StartAsync(s => s with { Dashboard = Passwords });
        await using var window = await browser.OpenAsync(rig.Server);
        await window.Page.GotoAsync("/ramais");
        await window.Page.RunAndWaitForConsoleMessageAsync(() => EnterAsync(window, "senha errada mesmo"), new() { Timeout = Browser.Patience }); // the 401
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Senha errada. Confira e tente de novo.");
        window.Forget();
        await EnterAsync(window, OperatorPassword);
        await window.AliveAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ramais");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Novo ramal" })).ToBeVisibleAsync();
        window.HasNoComplaints();
    }

    [Fact]
    public async Task Who_signs_out_is_out_in_every_window()
    {
        await using var rig = await DashboardRig.StartAsync(s => s with { Dashboard = Passwords });
        await using var window = await browser.OpenAsync(rig.Server);
        await window.Page.GotoAsync("/");
        await EnterAsync(window, OperatorPassword);
        await window.AliveAsync();
        var cookies = await window.Page.Context.CookiesAsync();
        var session = Assert.Single(cookies, c => c.Name == "ramais");
        Assert.True(session.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, session.SameSite);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sair" }).ClickAsync();
        await Expect(window.Page.GetByLabel("Senha")).ToBeVisibleAsync();
        await window.Page.Context.AddCookiesAsync([new() { Name = session.Name, Value = session.Value, Domain = session.Domain, Path = session.Path }]);
        await window.Page.GotoAsync("/");
        await Expect(window.Page.GetByLabel("Senha")).ToBeVisibleAsync(); // the old cookie opens nothing
    }

    [Fact]
    public async Task A_viewer_sees_no_name_word_or_number_and_can_change_nothing()
    {
        await using var rig = await DashboardRig.StartAsync(s => s with { Dashboard = Passwords });
        var call = await rig.AuthorizedVisitAsync();
        await using var window = await browser.OpenAsync(rig.Server);
        await window.Page.GotoAsync("/");
        await EnterAsync(window, ViewerPassword);
        await window.AliveAsync(); // or the next page would come before the session
        foreach (var path in new[] { "/", "/ramais", "/chamadas", $"/chamadas/{call}", "/diretorio", "/saude" })
        {
            await window.GoAsync(path);
            var page = await window.Page.ContentAsync();
            Assert.DoesNotContain("Renata", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Portaria virtual", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\b1003[0-9]{3}\b", page); // the samples' telephone numbers; a random id may have the digits too
            Assert.DoesNotContain("sip:", page, StringComparison.Ordinal);
            foreach (var button in new[] { "Novo ramal", "Alterar", "Remover", "Reiniciar", "Desligar", "Examinar", "Exportar", "Importar", "Gravar" })
                await Expect(window.Page.GetByText(button)).ToHaveCountAsync(0);
        }
        window.HasNoComplaints();
        Assert.Equal(403, (await window.Page.Context.APIRequest.GetAsync("/diretorio/exportar")).Status);
        Assert.Equal(403, (await window.Page.Context.APIRequest.GetAsync($"/api/calls/{call}")).Status);
        Assert.Equal(403, (await window.Page.Context.APIRequest.PostAsync("/api/refresh")).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chamadas")]
    [InlineData("/diretorio/exportar")]
    public async Task Without_a_session_every_page_leads_to_the_sign_in(string path)
    {
        await using var server = await RunningServer.StartAsync([], s => s with { Dashboard = Passwords, AllowEmptyExtensions = true });
        using var client = Client(server);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/entrar", answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.AbsolutePath : answer.Headers.Location.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_no_page_is_kept_alive()
    {
        await using var server = await RunningServer.StartAsync([], s => s with { Dashboard = Passwords, AllowEmptyExtensions = true });
        using var client = Client(server);
        using var answer = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task After_five_tries_within_a_minute_not_even_the_right_password_is_read()
    {
        await using var server = await RunningServer.StartAsync([], s => s with { Dashboard = Passwords, AllowEmptyExtensions = true });
        using var client = Client(server);
        var codes = new List<HttpStatusCode>();
        for (var tries = 0; tries < 6; tries++)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["senha"] = OperatorPassword, ["__RequestVerificationToken"] = "x" });
            using var answer = await client.PostAsync(new Uri("/entrar", UriKind.Relative), form, TestContext.Current.CancellationToken);
            codes.Add(answer.StatusCode);
            Assert.DoesNotContain(answer.Headers, h => h.Key == "Set-Cookie" && h.Value.Any(c => c.StartsWith("ramais=", StringComparison.Ordinal)));
        }
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.BadRequest, 5), HttpStatusCode.TooManyRequests], codes); // and without our form, none of the five
    }

    [Theory]
    [InlineData("/", "evil.example")]
    [InlineData("/", "127.0.0.1", "http://evil.example")]
    [InlineData("/_blazor", "evil.example")]
    [InlineData("/api/refresh", "evil.example")]
    [InlineData("/api/calls", "rebound.example:8082")]
    public async Task Without_a_password_only_this_machine_by_its_own_name_gets_in(string path, string host, string? origin = null)
    {
        await using var server = await RunningServer.StartAsync([], s => s with { AllowEmptyExtensions = true });
        using var client = Client(server);
        using var request = new HttpRequestMessage(path == "/api/refresh" ? HttpMethod.Post : HttpMethod.Get, path);
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:9")]
    [InlineData("[::1]:8082")]
    public async Task The_names_of_this_machine_do(string host)
    {
        await using var server = await RunningServer.StartAsync([], s => s with { AllowEmptyExtensions = true });
        using var client = Client(server);
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/"), (HttpMethod.Post, "/api/refresh") })
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Host = host;
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_page_lets_nothing_in_from_elsewhere()
    {
        await using var server = await RunningServer.StartAsync([], s => s with { AllowEmptyExtensions = true });
        using var answer = await server.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(Addresses(page), address => Assert.DoesNotContain("//", address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/ramais", "/ramais")]
    [InlineData("/chamadas?resultado=denied", "/chamadas?resultado=denied")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nb", "/")]
    public void Nobody_is_led_elsewhere_after_signing_in(string? asked, string led) => Assert.Equal(led, SignInEndpoints.ReturnPath(asked));

    [Fact]
    public void A_network_of_IPv6_counts_as_one_address()
    {
        Assert.Equal(SignInLimit.Peer(IPAddress.Parse("2001:db8::1")), SignInLimit.Peer(IPAddress.Parse("2001:db8::ffff:2")));
        Assert.NotEqual(SignInLimit.Peer(IPAddress.Parse("2001:db8::1")), SignInLimit.Peer(IPAddress.Parse("2001:db8:1::1")));
        Assert.Equal(SignInLimit.Peer(IPAddress.Parse("192.0.2.1")), SignInLimit.Peer(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.NotEqual(SignInLimit.Peer(IPAddress.Parse("192.0.2.1")), SignInLimit.Peer(IPAddress.Parse("192.0.2.2")));
    }

    private static IEnumerable<string> Addresses(string page) =>
        System.Text.RegularExpressions.Regex.Matches(page, "(?:src|href)=\"([^\"]*)\"").Select(m => m.Groups[1].Value);

    private static async Task EnterAsync(Window window, string password)
    {
        await window.Page.GetByLabel("Senha").FillAsync(password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Entrar" }).ClickAsync();
    }

    private static HttpClient Client(RunningServer server) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Server.ApiAddress };
}
