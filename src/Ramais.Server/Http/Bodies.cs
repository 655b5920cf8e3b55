using System.Text.Json.Serialization;

namespace Ramais.Server.Http;

/// <summary>Every failure.</summary>
internal sealed record ErrorBody(string Message)
{
    [JsonPropertyOrder(-1)]
    public string Status { get; } = "error";
}

/// <summary>Every success, alone or with what was asked for.</summary>
internal record SuccessBody
{
    [JsonPropertyOrder(-1)]
    public string Status { get; } = "success";
}
