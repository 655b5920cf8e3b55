using Ramais.Extensions;

namespace Ramais.ClickToCall;

/// <summary>One request to the PBX: ring this number, and connect whoever answers to the return extension with the call's UUID.</summary>
/// <param name="CallId">The UUID that the resident's leg must bring.</param>
/// <param name="Extension">The extension that took the visitor's call; its return number is where the resident is connected.</param>
/// <param name="Phone">A number or sip: address of the directory, checked by <see cref="DialableNumber"/>.</param>
/// <param name="Number">Counts the rings of the call from 1; with the call's id it names this ring, so that a repeated request is no second ring.</param>
internal sealed record RingRequest(Guid CallId, Extension Extension, string Phone, int Number);

/// <summary>A way to ask the PBX to ring. Accepted is not answered: the resident's leg arriving is the proof.</summary>
internal interface IClickToCall
{
    /// <summary>As it is called in settings and status.</summary>
    string Name { get; }

    /// <summary>Returns when the PBX took the request.</summary>
    /// <exception cref="ClickToCallException">It did not; the message says why and what cures it.</exception>
    Task RingAsync(RingRequest request, CancellationToken cancellation);

    /// <summary>
    /// Asks the PBX to stop ringing. Nothing happens when it does not ring, and a telephone that was answered stays connected: of several
    /// that ring, the call does not know which one it was.
    /// </summary>
    /// <param name="request">The very object that was given to <see cref="RingAsync"/>.</param>
    /// <exception cref="ClickToCallException">The PBX could not be asked.</exception>
    Task CancelAsync(RingRequest request, CancellationToken cancellation);
}

/// <summary>The PBX could not be asked to ring, or refused.</summary>
internal sealed class ClickToCallException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The request may have reached the PBX all the same, and a telephone may ring.</summary>
    public bool MayRing { get; init; }
}
