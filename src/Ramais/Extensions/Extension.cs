namespace Ramais.Extensions;

/// <summary>One valid row of the configuration: a condominium's pair of listeners. A call keeps the one it started with.</summary>
/// <param name="Id"><c>extension_ia_id</c>.</param>
/// <param name="AiNumber">The number visitors are sent to (<c>ramal_ia</c>).</param>
/// <param name="ReturnNumber">The number the resident is connected back to (<c>ramal_retorno</c>).</param>
/// <param name="Address">Where Asterisk reaches this server, as configured.</param>
/// <param name="VisitorPort">Configured TCP port of the visitor listener, 1-65535.</param>
/// <param name="ReturnPort">Configured TCP port of the return listener; null takes one of PORT_ALTERNATIVES.</param>
/// <param name="CondominiumId">Which condominium's directory and prompts serve the call.</param>
internal sealed record Extension(
    int Id, string AiNumber, string ReturnNumber, string Address, int VisitorPort, int? ReturnPort, int CondominiumId);
