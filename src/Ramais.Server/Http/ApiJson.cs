using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Ramais.Server.Http;

/// <summary>JSON of the API: snake_case, accents as they are, no reflection. Markup characters stay escaped, so that no answer can be taken for a page.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(SuccessBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(RefreshBody))]
[JsonSerializable(typeof(ExtensionListBody))]
[JsonSerializable(typeof(ExtensionBody))]
[JsonSerializable(typeof(ExtensionRequest))]
[JsonSerializable(typeof(RestartRequest))]
[JsonSerializable(typeof(RestartBody))]
[JsonSerializable(typeof(CallListBody))]
[JsonSerializable(typeof(CallBody))]
[JsonSerializable(typeof(HangupRequest))]
[JsonSerializable(typeof(HangupBody))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
    }
}
