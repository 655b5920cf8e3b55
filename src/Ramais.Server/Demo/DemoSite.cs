using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ramais.Extensions;

namespace Ramais.Server.Demo;

/// <summary>A temporary folder with one extension on free ports of this machine; removed with everything in it.</summary>
internal sealed class DemoSite : IDisposable
{
    private const int SampleCondominium = 15; // of the sample directory that a first start writes

    private DemoSite(string folder, int visitorPort, int returnPort) => (Folder, VisitorPort, ReturnPort) = (folder, visitorPort, returnPort);

    public string Folder { get; }

    public int VisitorPort { get; }

    public int ReturnPort { get; }

    public static DemoSite Create()
    {
        var (visitor, back) = FreePorts();
        var site = new DemoSite(System.IO.Directory.CreateTempSubdirectory("ramais-demo-").FullName, visitor, back);
        var row = new ExtensionRow(10, "2018519", "2018520", "127.0.0.1", Text(visitor), Text(back), Text(SampleCondominium));
        File.WriteAllBytes(Path.Combine(site.Folder, "ramais_config.json"), JsonExtensionFile.Format([row]));
        return site;
    }

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);

    // Both at once, so that they differ. Where somebody takes one before the server does, the server opens another.
    private static (int First, int Second) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
