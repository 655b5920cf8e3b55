namespace Ramais.Server.Tests.Speech;

/// <summary>A shell script in a folder of its own that stands for a program.</summary>
internal sealed class FakeProgram : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("ramais-program-");

    /// <param name="script">What it does; <c>$HERE</c> is its folder.</param>
    public FakeProgram(string script)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "program");
        File.WriteAllText(Path, $"#!/bin/sh\nHERE='{_folder.FullName}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public string FileNamed(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
