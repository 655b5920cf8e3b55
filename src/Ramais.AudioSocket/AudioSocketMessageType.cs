namespace Ramais.AudioSocket;

/// <summary>The first byte of an AudioSocket message (Asterisk, <c>include/asterisk/res_audiosocket.h</c>).</summary>
public enum AudioSocketMessageType : byte
{
    /// <summary>The call ends; no payload. Asterisk accepts it and goes on in the dialplan; it never sends it.</summary>
    Hangup = 0x00,

    /// <summary>The call's UUID, 16 bytes, big-endian. The first message that Asterisk sends.</summary>
    Uuid = 0x01,

    /// <summary>One key, one ASCII byte of <c>0-9*#A-D</c>. Sent by Asterisk 20.14, 22.4 and later; never to be sent to it.</summary>
    Dtmf = 0x03,

    /// <summary>Signed 16-bit little-endian mono at 8 kHz.</summary>
    Audio8Khz = 0x10,

    /// <summary>The same at 12 kHz.</summary>
    Audio12Khz = 0x11,

    /// <summary>The same at 16 kHz.</summary>
    Audio16Khz = 0x12,

    /// <summary>The same at 24 kHz.</summary>
    Audio24Khz = 0x13,

    /// <summary>The same at 32 kHz.</summary>
    Audio32Khz = 0x14,

    /// <summary>The same at 44.1 kHz.</summary>
    Audio44Khz = 0x15,

    /// <summary>The same at 48 kHz.</summary>
    Audio48Khz = 0x16,

    /// <summary>The same at 96 kHz.</summary>
    Audio96Khz = 0x17,

    /// <summary>The same at 192 kHz.</summary>
    Audio192Khz = 0x18,

    /// <summary>An error, payload defined by the application. Never to be sent to Asterisk: it hangs up the call.</summary>
    Error = 0xff,
}
