using System.Diagnostics;

namespace Ramais.Server.Tests.Speech;

/// <summary>A shell script in a folder of its own that stands for a program.</summary>
internal sealed class FakeProgram : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("ramais-program-");

    /// <param name="script">What it does; <c>$HERE</c> is its folder.</param>
    public FakeProgram(string script)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "program");
        Install($"#!/bin/sh\nHERE='{_folder.FullName}'\n{script}\n");
    }

    public string Path { get; }

    public string FileNamed(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    // A shell writes it: a file that this process had open for writing cannot be run while a process that another test is just starting has
    // inherited it ("text file busy").
    private void Install(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$0\" && chmod 700 \"$0\"", Path]) { RedirectStandardInput = true })!;
        shell.StandardInput.Write(script);
        shell.StandardInput.Close();
        shell.WaitForExit();
    }
}
