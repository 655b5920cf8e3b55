using System.Collections.Immutable;

namespace Ramais.Extensions;

/// <summary>Where the rows live. Called by the reload loop alone, one call at a time, except <see cref="LoadAsync"/>, which anybody may call.</summary>
internal interface IExtensionSource
{
    /// <summary><c>file</c> or <c>database</c>: where the rows last came from.</summary>
    string Name { get; }

    /// <exception cref="ExtensionSourceException">The rows can't be read.</exception>
    ValueTask<ImmutableArray<ExtensionRow>> LoadAsync(CancellationToken cancellation);

    /// <summary>Adds a row; an id of 0 lets the source choose one.</summary>
    /// <returns>The row as stored.</returns>
    /// <exception cref="ExtensionSourceException">The row can't be written.</exception>
    ValueTask<ExtensionRow> AddAsync(ExtensionRow row, CancellationToken cancellation);

    /// <summary>Replaces the row of the same id. False when there is none.</summary>
    /// <exception cref="ExtensionSourceException">The row can't be written.</exception>
    ValueTask<bool> ChangeAsync(ExtensionRow row, CancellationToken cancellation);

    /// <summary>Removes the row. False when there is none.</summary>
    /// <exception cref="ExtensionSourceException">The removal can't be written.</exception>
    ValueTask<bool> RemoveAsync(int id, CancellationToken cancellation);
}

/// <summary>The source can't be read or written; the message, in Portuguese, names it, the cause and the cure.</summary>
internal sealed class ExtensionSourceException(string message, Exception? cause = null) : Exception(message, cause);
