using System.Text.Json.Serialization;

namespace Ramais.Server.ClickToCall;

/// <summary>What is said to PBXs. Unknown fields of their answers are ignored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AmqpRingMessage))]
[JsonSerializable(typeof(GatewayMessage))]
[JsonSerializable(typeof(AriVariables))]
[JsonSerializable(typeof(AriChannel))]
internal sealed partial class ClickToCallJson : JsonSerializerContext;
