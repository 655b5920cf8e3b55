using Ramais.ClickToCall;

namespace Ramais.Server.ClickToCall;

/// <summary>Names one ring of one call, the same in every repetition of its request.</summary>
internal static class RingId
{
    public static string Of(RingRequest request) => $"ramais-{request.CallId}-{request.Number}";
}
