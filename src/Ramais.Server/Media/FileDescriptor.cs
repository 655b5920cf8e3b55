using Microsoft.Win32.SafeHandles;

namespace Ramais.Server.Media;

/// <summary>An open descriptor. A system call holds a reference while it runs, so a close on another thread can't hand its number to somebody else.</summary>
internal sealed class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    public FileDescriptor()
        : base(ownsHandle: true)
    {
    }

    public FileDescriptor(int number)
        : base(ownsHandle: true) => SetHandle(number);

    protected override bool ReleaseHandle() => Posix.Close((int)handle) == 0;
}
